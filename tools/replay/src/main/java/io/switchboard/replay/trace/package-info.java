/** One call, contact or number through everything. */
@NullMarked
package io.switchboard.replay.trace;

import org.jspecify.annotations.NullMarked;
