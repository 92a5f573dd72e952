package io.switchboard.ingress.http;

import java.time.Duration;

/**
 * What one ingress takes on at once.
 *
 * @param bodyBytes the largest body
 * @param callers requests in flight for waiting callers
 * @param webhooks requests in flight for the other webhooks
 * @param reads requests in flight for lookups
 * @param idle a connection on which nothing moves for so long is closed
 * @param connections open connections
 */
public record Limits(
    int bodyBytes, int callers, int webhooks, int reads, Duration idle, int connections) {

  /** What a small machine bears. */
  public static final Limits DEFAULT =
      new Limits(65_536, 2_048, 1_024, 256, Duration.ofSeconds(5), 4_096);

  int inFlight(Route.Lane lane) {
    return switch (lane) {
      case CALLERS -> callers;
      case WEBHOOKS -> webhooks;
      case READS -> reads;
    };
  }
}
