/** Menu definitions from the command line: check, play, draw, compare, activate. */
@NullMarked
package io.switchboard.cli.ivr;

import org.jspecify.annotations.NullMarked;
