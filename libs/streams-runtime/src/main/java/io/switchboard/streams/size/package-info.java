/** Refuses a record that its topic cannot take before it becomes part of a transaction. */
@NullMarked
package io.switchboard.streams.size;

import org.jspecify.annotations.NullMarked;
