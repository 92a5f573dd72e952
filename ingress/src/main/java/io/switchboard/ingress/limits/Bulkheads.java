package io.switchboard.ingress.limits;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Bounds the requests in flight, and the bytes of their large bodies, for each kind of route.
 * Requests over the limit queue FIFO, parked, for up to {@link #QUEUE_TIMEOUT}, so that a short
 * pause of Kafka refuses nobody; callers have a permit for every connection and never queue.
 *
 * <p>Jetty's QoSHandler stands before the authentication: unauthenticated requests would fill its
 * queue.
 */
public final class Bulkheads {
  /** How long after its body is complete a request waits for a permit. */
  public static final Duration QUEUE_TIMEOUT = Duration.ofMillis(2_500);

  private final Map<Bulkhead, Semaphore> permits = new EnumMap<>(Bulkhead.class);
  private final Map<Bulkhead, LargeBodyBudget> bodies = new EnumMap<>(Bulkhead.class);
  private final Limits limits;

  public Bulkheads(Limits limits) {
    this.limits = limits;
    for (var bulkhead : Bulkhead.values()) {
      permits.put(bulkhead, new Semaphore(limits.inFlight(bulkhead), true));
      bodies.put(bulkhead, new LargeBodyBudget(limits.largeBodies()));
    }
  }

  /**
   * Does the work when there is a permit; empty when there was none in time.
   *
   * @param since when the request was complete, by {@link System#nanoTime}
   */
  public <T> Optional<T> within(Bulkhead bulkhead, long since, Supplier<T> work) {
    var semaphore = permits(bulkhead);
    try {
      var patience = since + QUEUE_TIMEOUT.toNanos() - System.nanoTime();
      if (!semaphore.tryAcquire(Math.max(0, patience), TimeUnit.NANOSECONDS)) {
        return Optional.empty();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    try {
      return Optional.of(work.get());
    } finally {
      semaphore.release();
    }
  }

  /** The bytes that large bodies may take. */
  public LargeBodyBudget bodies(Bulkhead bulkhead) {
    return Objects.requireNonNull(bodies.get(bulkhead));
  }

  /** Requests in flight. */
  public int inFlight(Bulkhead bulkhead) {
    return limits.inFlight(bulkhead) - permits(bulkhead).availablePermits();
  }

  /** Requests that wait for a permit. */
  public int queued(Bulkhead bulkhead) {
    return permits(bulkhead).getQueueLength();
  }

  private Semaphore permits(Bulkhead bulkhead) {
    return Objects.requireNonNull(permits.get(bulkhead));
  }
}
