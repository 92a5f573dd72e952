package io.switchboard.ingress.limits;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * Delays refusals. The first {@value #IMMEDIATE_PER_SECOND} of a second are sent immediately; the
 * others when their request is {@link #DELAY} old, their thread parked. Senders that repeat a
 * refused request at once then leave the processors to the others.
 *
 * <p>Jetty's DelayedRejectHandler delays what its DoSHandler refuses: by address, before the
 * authentication. Behind a load balancer all senders have one address.
 */
public final class RejectionDelay {
  static final int IMMEDIATE_PER_SECOND = 200;
  static final Duration DELAY = Duration.ofSeconds(1);
  private final Bucket immediate;
  private final LongConsumer park;

  public RejectionDelay() {
    this(RateLimits.perSecond(IMMEDIATE_PER_SECOND), LockSupport::parkNanos);
  }

  RejectionDelay(Bucket immediate, LongConsumer park) {
    this.immediate = immediate;
    this.park = park;
  }

  /**
   * Waits until a refusal may be sent. Holds nothing that others wait for.
   *
   * @param began when the request came, by {@link System#nanoTime}
   */
  public void await(long began) {
    var left = began + DELAY.toNanos() - System.nanoTime();
    if (left > 0 && !immediate.tryConsume(1)) {
      park.accept(left);
    }
  }
}
