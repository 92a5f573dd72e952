/** Which record becomes which row: sink.yaml, and the pure reading and folding of rows by it. */
@NullMarked
package io.switchboard.sink.mapping;

import org.jspecify.annotations.NullMarked;
