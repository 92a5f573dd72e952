/** How fast decisions become rows, against what the database takes from memory. */
@NullMarked
package io.switchboard.bench.sink;

import org.jspecify.annotations.NullMarked;
