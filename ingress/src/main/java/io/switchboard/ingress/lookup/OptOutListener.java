package io.switchboard.ingress.lookup;

import io.switchboard.ingress.publishing.Publication;
import java.time.Instant;

/** Learns of opt-outs by webhook before their sender gets the 200. */
@FunctionalInterface
public interface OptOutListener {

  /**
   * Kafka has acknowledged an opt-out: every later lookup on this ingress suppresses its numbers.
   * Does not wait.
   *
   * @param phoneNumber as sent
   */
  void acknowledged(String phoneNumber, Publication.Durable at, Instant receivedAt);
}
