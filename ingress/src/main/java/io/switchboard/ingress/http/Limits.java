package io.switchboard.ingress.http;

import java.time.Duration;

/**
 * What one ingress takes on.
 *
 * @param bodyBytes the largest body
 * @param largeBodies bytes of large bodies in memory at once, in each lane
 * @param callers requests in flight for waiting callers; as many as can connect, so that no live
 *     call is ever turned away for it
 * @param webhooks requests in flight for the other webhooks: enough to keep Kafka busy, and no more
 *     than callers can pass by; others wait for a place
 * @param reads requests in flight for lookups, likewise
 * @param idle a connection on which nothing moves for so long is closed
 * @param bodyTime a body has to come within this
 * @param requestTime a head and its body, from the first byte on, have to come within this
 * @param connections open connections; a thousand more are served if they bring waiting callers,
 *     told so and closed if not, and what is over that waits to be accepted
 * @param senderRate requests a second of one sender in one lane; callers who wait are not counted
 * @param keyRate requests a second of one API key
 */
public record Limits(
    int bodyBytes,
    int largeBodies,
    int callers,
    int webhooks,
    int reads,
    Duration idle,
    Duration bodyTime,
    Duration requestTime,
    int connections,
    int senderRate,
    int keyRate) {

  /** What a small machine bears. */
  public static final Limits DEFAULT =
      new Limits(
          65_536,
          16 << 20,
          5_120,
          64,
          64,
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(12),
          4_096,
          20_000,
          2_000);

  /** The same with other rates. */
  public Limits withRates(int senders, int keys) {
    return new Limits(
        bodyBytes,
        largeBodies,
        callers,
        webhooks,
        reads,
        idle,
        bodyTime,
        requestTime,
        connections,
        senders,
        keys);
  }

  int inFlight(Route.Lane lane) {
    return switch (lane) {
      case CALLERS -> callers;
      case WEBHOOKS -> webhooks;
      case READS -> reads;
    };
  }
}
