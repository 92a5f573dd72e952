/** One call, contact or number through all topics. */
@NullMarked
package io.switchboard.cli.trace;

import org.jspecify.annotations.NullMarked;
