/** Follows the decisions of ivr-streams, and completes the calls that wait for them. */
@NullMarked
package io.switchboard.ingress.menu.decision;

import org.jspecify.annotations.NullMarked;
