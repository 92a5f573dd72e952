/** The {@code switchboard} command: its root, and shared parts of its subcommands. */
@NullMarked
package io.switchboard.cli;

import org.jspecify.annotations.NullMarked;
