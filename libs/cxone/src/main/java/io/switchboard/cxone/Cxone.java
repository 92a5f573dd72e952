package io.switchboard.cxone;

import org.jspecify.annotations.Nullable;

/** One CXone tenant that can be asked. */
@FunctionalInterface
public interface Cxone {
  /**
   * Asks once (twice when the token had gone stale), waiting for the rate limit as long as it
   * takes.
   *
   * @param traceparent W3C trace context to pass on
   */
  CxoneAnswer send(CxoneCall call, @Nullable String traceparent) throws InterruptedException;
}
