/** The services' own topologies and rules as scenarios of a what-if. */
@NullMarked
package io.switchboard.replay.whatif.scenarios;

import org.jspecify.annotations.NullMarked;
