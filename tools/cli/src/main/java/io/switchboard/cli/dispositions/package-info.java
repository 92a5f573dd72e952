/** {@code switchboard dispositions}: the rules file, and the codes that it does not know. */
@NullMarked
package io.switchboard.cli.dispositions;

import org.jspecify.annotations.NullMarked;
