package io.switchboard.ingress.publishing;

import io.switchboard.service.HealthChecks;

/**
 * Reports whether Kafka acknowledges records. Down until Kafka was reached once; a later outage is
 * reported as paused, because callers are still answered.
 */
public final class KafkaHealth {
  private static final String NAME = "kafka";
  private final HealthChecks health;
  private volatile boolean reached;

  /** Reports down until Kafka was reached once. */
  public KafkaHealth(HealthChecks health) {
    this.health = health;
    health.down(NAME, "waiting for Kafka and its topics");
  }

  /** The checks of the service that this is one of. */
  HealthChecks checks() {
    return health;
  }

  /** Called when the cluster knows all topics. */
  public void reached() {
    health.up(NAME);
    reached = true;
  }

  /** Called with the result of each publication. */
  void observe(Publication publication) {
    switch (publication) {
      case Publication.Durable _ -> {
        if (!reached) {
          reached();
        }
      }
      case Publication.Unavailable(var reason) -> {
        if (reached) {
          reached = false;
          health.paused(NAME, "the last record was not acknowledged: " + reason);
        }
      }
    }
  }
}
