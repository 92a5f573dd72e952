/** The duration of {@code up}, and its memory when idle. */
@NullMarked
package io.switchboard.bench.start;

import org.jspecify.annotations.NullMarked;
