package io.switchboard.service;

import io.switchboard.service.HealthCheck.Status;
import org.jspecify.annotations.Nullable;

/**
 * The health check of a component that repeats its requests to Kafka until they succeed. The check
 * exists only while Kafka refuses them. Thread-safe.
 */
public final class RefusalCheck {
  private final String name;
  private final Status status;
  private final HealthChecks health;
  private volatile boolean refused;

  /**
   * @param name of the check
   * @param status of the check while Kafka refuses the component
   */
  public RefusalCheck(String name, Status status, HealthChecks health) {
    this.name = name;
    this.status = status;
    this.health = health;
  }

  /** A request failed; only a refusal is reported. */
  public void failed(KafkaFailure failure) {
    if (failure.isRefusal()) {
      refused = true;
      health.set(name, status, failure.detail(), failure);
    }
  }

  /** A request succeeded, or failed, as the callback of a producer tells it. */
  public void written(@Nullable Exception failure) {
    if (failure == null) {
      succeeded();
    } else {
      failed(KafkaFailure.ofWriter(failure));
    }
  }

  /** A request succeeded. */
  public void succeeded() {
    if (refused) {
      refused = false;
      health.forget(name);
    }
  }
}
