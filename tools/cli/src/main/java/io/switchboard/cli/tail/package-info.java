/** Following topics. */
@NullMarked
package io.switchboard.cli.tail;

import org.jspecify.annotations.NullMarked;
