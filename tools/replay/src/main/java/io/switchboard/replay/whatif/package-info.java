/** Runs the real topologies over recorded input and compares the results. */
@NullMarked
package io.switchboard.replay.whatif;

import org.jspecify.annotations.NullMarked;
