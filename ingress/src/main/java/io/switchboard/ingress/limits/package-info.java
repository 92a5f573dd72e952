/** Limits on what ingress takes on: requests in flight, bytes, rates and slow senders. */
@NullMarked
package io.switchboard.ingress.limits;

import org.jspecify.annotations.NullMarked;
