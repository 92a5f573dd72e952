/** The checks 17 to 24: dispositions, tags, scripts, and what happens in operation. Pure. */
@NullMarked
package io.switchboard.cli.doctor.rules.tenant.operation;

import org.jspecify.annotations.NullMarked;
