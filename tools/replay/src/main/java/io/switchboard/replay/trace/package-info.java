/** Traces one call, contact or number through all topics. */
@NullMarked
package io.switchboard.replay.trace;

import org.jspecify.annotations.NullMarked;
