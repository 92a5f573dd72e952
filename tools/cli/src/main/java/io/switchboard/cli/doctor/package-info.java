/**
 * Checks of a deployment and of its tenant: the command, the order of the checks, and the report.
 */
@NullMarked
package io.switchboard.cli.doctor;

import org.jspecify.annotations.NullMarked;
