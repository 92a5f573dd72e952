/** Reads topics without side effects: no group, no commits, bounded by the offsets at the start. */
@NullMarked
package io.switchboard.replay.reading;

import org.jspecify.annotations.NullMarked;
