/** Traces of single calls. */
@NullMarked
package io.switchboard.replay.trace;

import org.jspecify.annotations.NullMarked;
