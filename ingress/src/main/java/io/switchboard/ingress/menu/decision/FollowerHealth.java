package io.switchboard.ingress.menu.decision;

import io.switchboard.service.HealthChecks;

/**
 * The health check of a follower that callers need: down until it has caught up once, paused in an
 * outage after that.
 */
final class FollowerHealth {
  private final String name;
  private final HealthChecks health;
  private boolean followedBefore;

  FollowerHealth(String name, HealthChecks health) {
    this.name = name;
    this.health = health;
    health.down(name, "starting");
  }

  void following(int partitions) {
    followedBefore = true;
    health.up(name, partitions + " partitions");
  }

  void waiting(String why) {
    if (followedBefore) {
      health.paused(name, why);
    } else {
      health.down(name, why);
    }
  }
}
