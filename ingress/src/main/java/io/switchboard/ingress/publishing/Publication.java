package io.switchboard.ingress.publishing;

/** The result of sending a record to Kafka. */
public sealed interface Publication {

  /** Acknowledged by all in-sync replicas. */
  record Durable(String eventId, int partition, long offset) implements Publication {}

  /**
   * Not acknowledged in time: the sender has to retry.
   *
   * @param reason for logs and metrics; holds no content
   */
  record Unavailable(String reason) implements Publication {}
}
