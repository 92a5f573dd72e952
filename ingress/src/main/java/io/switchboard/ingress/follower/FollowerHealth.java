package io.switchboard.ingress.follower;

import io.switchboard.service.HealthChecks;

/**
 * The health check of a follower that callers need: down until it has caught up once, paused in an
 * outage after that.
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
    if (followedBefore) {
      health.paused(name, reason);
    } else {
      health.down(name, reason);
    }
  }
}
