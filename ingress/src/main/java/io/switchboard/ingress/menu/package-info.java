/** Waiting callers: ask ivr-streams over the log, wait, fall back. */
@NullMarked
package io.switchboard.ingress.menu;

import org.jspecify.annotations.NullMarked;
