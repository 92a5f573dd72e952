/** The records of all topics as they come, from one follower to any number of browsers. */
@NullMarked
package io.switchboard.console.live;

import org.jspecify.annotations.NullMarked;
