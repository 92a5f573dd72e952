/** Reads the facts about a CXone tenant: the checks 1 to 24. */
@NullMarked
package io.switchboard.cli.doctor.tenant;

import org.jspecify.annotations.NullMarked;
