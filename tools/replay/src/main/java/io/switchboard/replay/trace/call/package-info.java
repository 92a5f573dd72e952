/** The trace of one call: its time line, and the script that plays it again. */
@NullMarked
package io.switchboard.replay.trace.call;

import org.jspecify.annotations.NullMarked;
