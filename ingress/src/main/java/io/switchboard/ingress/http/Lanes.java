package io.switchboard.ingress.http;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * The requests in flight and their large bodies, bounded per lane: what finds no room is turned
 * away at once.
 */
final class Lanes {
  private final Map<Route.Lane, Semaphore> rooms = new EnumMap<>(Route.Lane.class);
  private final Map<Route.Lane, BodyRoom> bodies = new EnumMap<>(Route.Lane.class);
  private final Limits limits;

  Lanes(Limits limits) {
    this.limits = limits;
    for (var lane : Route.Lane.values()) {
      rooms.put(lane, new Semaphore(limits.inFlight(lane)));
      bodies.put(lane, new BodyRoom(limits.largeBodies()));
    }
  }

  /** Does the work if there is room. */
  <T> Optional<T> within(Route.Lane lane, Supplier<T> work) {
    var room = room(lane);
    if (!room.tryAcquire()) {
      return Optional.empty();
    }
    try {
      return Optional.of(work.get());
    } finally {
      room.release();
    }
  }

  /** The room for large bodies. */
  BodyRoom bodies(Route.Lane lane) {
    return java.util.Objects.requireNonNull(bodies.get(lane));
  }

  /** Requests in flight. */
  int inFlight(Route.Lane lane) {
    return limits.inFlight(lane) - room(lane).availablePermits();
  }

  private Semaphore room(Route.Lane lane) {
    return java.util.Objects.requireNonNull(rooms.get(lane));
  }
}
