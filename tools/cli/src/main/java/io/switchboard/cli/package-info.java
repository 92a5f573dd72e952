/** The {@code switchboard} command: its root, and what all its subcommands share. */
@NullMarked
package io.switchboard.cli;

import org.jspecify.annotations.NullMarked;
