/** The state of a deployment: services, lag, and paused work. */
@NullMarked
package io.switchboard.cli.status;

import org.jspecify.annotations.NullMarked;
