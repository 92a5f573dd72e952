/** {@code switchboard dnc}: consent, for operators and compliance officers. */
@NullMarked
package io.switchboard.cli.dnc;

import org.jspecify.annotations.NullMarked;
