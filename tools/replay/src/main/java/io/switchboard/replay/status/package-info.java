/** The state of a deployment: services, lag, dead letters, and what is paused. */
@NullMarked
package io.switchboard.replay.status;

import org.jspecify.annotations.NullMarked;
