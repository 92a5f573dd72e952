/** Tables of pages as files. */
@NullMarked
package io.switchboard.console.export;

import org.jspecify.annotations.NullMarked;
