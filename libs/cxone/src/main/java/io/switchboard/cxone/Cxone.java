package io.switchboard.cxone;

import io.switchboard.cxone.rest.CxoneAnswer;
import io.switchboard.cxone.rest.CxoneCall;
import org.jspecify.annotations.Nullable;

/** The REST API of one CXone tenant. */
@FunctionalInterface
public interface Cxone {
  /**
   * Sends one request, or a second one with a new token when the first is answered 401. Waits for
   * the rate limit without a timeout.
   *
   * @param traceparent the W3C trace context; null for none
   */
  CxoneAnswer send(CxoneCall call, @Nullable String traceparent) throws InterruptedException;
}
