/** {@code switchboard dispositions}: the rules file and unknown codes. */
@NullMarked
package io.switchboard.cli.dispositions;

import org.jspecify.annotations.NullMarked;
