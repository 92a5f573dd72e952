/** The checks 1 to 8: from the clock to a request with a token. Pure. */
@NullMarked
package io.switchboard.cli.doctor.rules.tenant.access;

import org.jspecify.annotations.NullMarked;
