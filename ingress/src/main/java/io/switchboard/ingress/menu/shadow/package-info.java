/**
 * Shadow decisions: what ivr-streams will decide on a request, from the sessions and the log that
 * this ingress follows.
 */
@NullMarked
package io.switchboard.ingress.menu.shadow;

import org.jspecify.annotations.NullMarked;
