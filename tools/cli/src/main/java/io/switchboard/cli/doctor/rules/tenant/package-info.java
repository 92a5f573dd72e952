/** What the responses of a CXone tenant mean. Pure. */
@NullMarked
package io.switchboard.cli.doctor.rules.tenant;

import org.jspecify.annotations.NullMarked;
