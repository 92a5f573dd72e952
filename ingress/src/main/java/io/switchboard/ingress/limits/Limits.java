package io.switchboard.ingress.limits;

import java.time.Duration;

/**
 * What one ingress takes on.
 *
 * @param bodyBytes the largest body
 * @param largeBodies bytes of large bodies in memory at once, in each bulkhead
 * @param callers requests in flight of waiting callers: as many as there can be connections, so
 *     that no live call is ever refused
 * @param webhooks requests in flight of the other webhooks: enough to keep Kafka busy, few enough
 *     for callers to overtake them; others queue
 * @param reads requests in flight of lookups, likewise
 * @param idle a connection on which nothing moves for so long is closed
 * @param bodyTime the time limit of a body
 * @param requestTime the time limit of a request's head and body, from its first byte on
 * @param connections open connections; a thousand more are served if they bring waiting callers and
 *     get 503 if not; further ones wait to be accepted
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
    int connections) {

  /** How long after its body is complete a request waits for a permit. */
  public static final Duration QUEUE_TIMEOUT = Duration.ofMillis(3_600);

  /** How long a large body waits until it is parsed. */
  public static final Duration PARSE_TIMEOUT = Duration.ofMillis(300);

  /** A complete request is answered within this time. */
  public static final Duration REQUEST_DEADLINE = Duration.ofMillis(4_500);

  /** What is kept of a rejected body, in bytes. */
  public static final int REJECTED_BODY_BYTES = 16_384;

  /**
   * A signed body that is too large is read up to here, in bytes, to find out whose it is. None of
   * it but the beginning stays in memory.
   */
  public static final int MAX_VERIFIED_BYTES = 1 << 20;

  /**
   * A body of an authenticated sender that is too large is read and discarded up to here, in bytes,
   * so that its sender can read why it is refused.
   */
  public static final int MAX_DISCARDED_BYTES = 4 << 20;

  /** With a recording a body may be so many times as large: 1 MiB holds 98 s of µ-law audio. */
  private static final int AUDIO_FACTOR = 16;

  /** For a machine with two processors. */
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
          4_096);

  /**
   * The largest body.
   *
   * @param withAudio whether it may hold a recording of what a caller said, in Base64
   */
  public int bodyBytes(boolean withAudio) {
    return withAudio ? AUDIO_FACTOR * bodyBytes : bodyBytes;
  }

  /** Requests in flight at once. */
  public int inFlight(Bulkhead bulkhead) {
    return switch (bulkhead) {
      case CALLERS -> callers;
      case WEBHOOKS -> webhooks;
      case READS -> reads;
    };
  }
}
