package io.switchboard.ingress.follower;

import io.switchboard.service.HealthCheck.Status;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.KafkaFailure;

/**
 * The health check of a follower: down until it has caught up once, paused in an outage after that,
 * because callers are answered without it.
 */
public final class FollowerHealth {
  private final String name;
  private final HealthChecks health;
  private boolean followedBefore;

  /** The check is down until the follower has caught up. */
  public FollowerHealth(String name, HealthChecks health) {
    this.name = name;
    this.health = health;
    health.down(name, "starting");
  }

  /** The follower has caught up. */
  public void following(int partitions) {
    followedBefore = true;
    health.up(name, partitions + " partitions");
  }

  /** The follower does not read, or no longer. */
  public void waiting(String reason) {
    health.set(name, status(), reason);
  }

  /** A request to Kafka failed. */
  public void failed(KafkaFailure failure) {
    health.set(name, status(), failure.detail(), failure);
  }

  private Status status() {
    return followedBefore ? Status.PAUSED : Status.DOWN;
  }
}
