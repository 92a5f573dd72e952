/** The mapping of topics to tables: sink.yaml, read and checked. */
@NullMarked
package io.switchboard.sink.mapping;

import org.jspecify.annotations.NullMarked;
