/** The speed of writing rows, against writes from memory. */
@NullMarked
package io.switchboard.bench.sink;

import org.jspecify.annotations.NullMarked;
