/** Ingress: CXone's webhooks in, durable records out, and the answers to waiting callers. */
@NullMarked
package io.switchboard.ingress;

import org.jspecify.annotations.NullMarked;
