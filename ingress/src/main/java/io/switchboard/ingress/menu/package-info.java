/**
 * Answers waiting callers: writes the request to the log and waits for the decision of ivr-streams.
 * When it is late, the shadow decision is the answer; without either, the root menu is.
 */
@NullMarked
package io.switchboard.ingress.menu;

import org.jspecify.annotations.NullMarked;
