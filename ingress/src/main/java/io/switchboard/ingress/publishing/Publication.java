package io.switchboard.ingress.publishing;

/** What became of a record that was handed to Kafka. */
public sealed interface Publication {

  /** Acknowledged by all in-sync replicas. */
  record Durable(String eventId, int partition, long offset) implements Publication {}

  /**
   * Not acknowledged in time: the sender has to send it again.
   *
   * @param reason for logs and metrics; holds no content
   */
  record Unavailable(String reason) implements Publication {}
}
