/**
 * Looking back on what was recorded: read, filter, trace, copy, what-if, dead letters and status.
 */
@NullMarked
package io.switchboard.replay;

import org.jspecify.annotations.NullMarked;
