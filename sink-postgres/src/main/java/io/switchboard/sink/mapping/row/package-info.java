/** Records read into rows by a mapping, and the newest row of each key: pure. */
@NullMarked
package io.switchboard.sink.mapping.row;

import org.jspecify.annotations.NullMarked;
