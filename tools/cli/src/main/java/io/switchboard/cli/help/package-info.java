/** The layout of help, completion for shells, and the version. */
@NullMarked
package io.switchboard.cli.help;

import org.jspecify.annotations.NullMarked;
