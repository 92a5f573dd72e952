/** The result of a check. The packages below judge facts; they read nothing themselves. */
@NullMarked
package io.switchboard.cli.doctor.rules;

import org.jspecify.annotations.NullMarked;
