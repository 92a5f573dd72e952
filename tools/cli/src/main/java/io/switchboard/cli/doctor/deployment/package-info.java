/** Reads the facts about the servers of a deployment. */
@NullMarked
package io.switchboard.cli.doctor.deployment;

import org.jspecify.annotations.NullMarked;
