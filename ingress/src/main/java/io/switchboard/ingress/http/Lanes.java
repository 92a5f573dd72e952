package io.switchboard.ingress.http;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The requests in flight and their large bodies, bounded per lane. Who finds no place waits for
 * one, in order, and is turned away only when that takes too long: a pause of Kafka turns nobody
 * away, and a crowd that asks again as soon as it is refused does so every few seconds at most. The
 * waiting ones need no processor, so callers, who never wait here, pass them by. What finds no room
 * for a large body is turned away at once.
 */
final class Lanes {
  /** How long after its arrival a request waits for a place: it costs a parked thread. */
  static final Duration PATIENCE = Duration.ofMillis(2_500);

  private final Map<Route.Lane, Semaphore> rooms = new EnumMap<>(Route.Lane.class);
  private final Map<Route.Lane, BodyRoom> bodies = new EnumMap<>(Route.Lane.class);
  private final Limits limits;

  Lanes(Limits limits) {
    this.limits = limits;
    for (var lane : Route.Lane.values()) {
      rooms.put(lane, new Semaphore(limits.inFlight(lane), true));
      bodies.put(lane, new BodyRoom(limits.largeBodies()));
    }
  }

  /**
   * Does the work when there is a place; empty when there was none in time.
   *
   * @param since when the request was there, by {@link System#nanoTime}
   */
  <T> Optional<T> within(Route.Lane lane, long since, Supplier<T> work) {
    var room = room(lane);
    try {
      var patience = since + PATIENCE.toNanos() - System.nanoTime();
      if (!room.tryAcquire(Math.max(0, patience), TimeUnit.NANOSECONDS)) {
        return Optional.empty();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
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
    return Objects.requireNonNull(bodies.get(lane));
  }

  /** Requests in flight. */
  int inFlight(Route.Lane lane) {
    return limits.inFlight(lane) - room(lane).availablePermits();
  }

  /** Requests that wait for a place. */
  int waiting(Route.Lane lane) {
    return room(lane).getQueueLength();
  }

  private Semaphore room(Route.Lane lane) {
    return Objects.requireNonNull(rooms.get(lane));
  }
}
