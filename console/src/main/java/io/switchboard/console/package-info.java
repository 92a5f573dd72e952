/** The console: the pipeline's state and history as web pages, for people in a browser. */
@NullMarked
package io.switchboard.console;

import org.jspecify.annotations.NullMarked;
