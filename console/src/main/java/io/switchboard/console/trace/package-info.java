/** One call, contact or number through everything. */
@NullMarked
package io.switchboard.console.trace;

import org.jspecify.annotations.NullMarked;
