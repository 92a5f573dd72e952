/** The checks 9 to 16: versions, permissions, and the do-not-call group. Pure. */
@NullMarked
package io.switchboard.cli.doctor.rules.tenant.lists;

import org.jspecify.annotations.NullMarked;
