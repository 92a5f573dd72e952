/** One call, contact or number through everything. */
@NullMarked
package io.switchboard.cli.trace;

import org.jspecify.annotations.NullMarked;
