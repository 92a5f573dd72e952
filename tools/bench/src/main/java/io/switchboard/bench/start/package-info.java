/** How long {@code up} takes, and what it holds when nothing happens. */
@NullMarked
package io.switchboard.bench.start;

import org.jspecify.annotations.NullMarked;
