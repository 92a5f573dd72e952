/** The console in a real browser, against a real broker and a real PostgreSQL. */
@NullMarked
package io.switchboard.console;

import org.jspecify.annotations.NullMarked;
