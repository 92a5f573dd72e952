package io.switchboard.ingress.publishing;

import io.switchboard.service.HealthChecks;

/**
 * Whether the log can be reached, as the publishers experience it. Down until it was reached once;
 * after that an outage is only a pause, because callers are still answered.
 */
public final class LogWatch {
  private static final String NAME = "kafka";
  private final HealthChecks health;
  private volatile boolean reached;

  /** Down until the log was reached once. */
  public LogWatch(HealthChecks health) {
    this.health = health;
    health.down(NAME, "waiting for Kafka and its topics");
  }

  /** The cluster knows all topics. */
  void reached() {
    health.up(NAME);
    reached = true;
  }

  /** A record was acknowledged, or was not. */
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
