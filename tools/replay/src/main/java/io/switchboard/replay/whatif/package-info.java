/**
 * What would have been: the real topologies over recorded input, and what comes out differently.
 */
@NullMarked
package io.switchboard.replay.whatif;

import org.jspecify.annotations.NullMarked;
