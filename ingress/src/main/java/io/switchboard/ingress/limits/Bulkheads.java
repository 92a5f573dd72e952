package io.switchboard.ingress.limits;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The permits of each kind of route, and the bytes of their large bodies. Callers have a permit for
 * every connection and never queue; the others queue for up to {@link Limits#QUEUE_TIMEOUT}, so
 * that a lost broker causes no refusals.
 *
 * <p>Jetty's QoSHandler stands before the authentication: unauthenticated requests would fill its
 * queue.
 */
public final class Bulkheads {
  private final Map<Bulkhead, Permits> permits = new EnumMap<>(Bulkhead.class);
  private final Map<Bulkhead, LargeBodyBudget> bodies = new EnumMap<>(Bulkhead.class);

  public Bulkheads(Limits limits) {
    for (var bulkhead : Bulkhead.values()) {
      permits.put(bulkhead, new Permits(limits.inFlight(bulkhead)));
      bodies.put(bulkhead, new LargeBodyBudget(limits.largeBodies()));
    }
  }

  /** The requests in flight. */
  public Permits requests(Bulkhead bulkhead) {
    return Objects.requireNonNull(permits.get(bulkhead));
  }

  /** The bytes that large bodies may take. */
  public LargeBodyBudget bodies(Bulkhead bulkhead) {
    return Objects.requireNonNull(bodies.get(bulkhead));
  }

  /** Whether requests of a kind are in flight or wait. */
  public boolean isBusy(Bulkhead bulkhead) {
    return requests(bulkhead).inUse() > 0 || requests(bulkhead).queued() > 0;
  }
}
