/** The pages of the console over full topics and tables. */
@NullMarked
package io.switchboard.bench.console;

import org.jspecify.annotations.NullMarked;
