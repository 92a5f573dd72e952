package io.switchboard.ingress.publishing;

import io.switchboard.service.HealthCheck.Status;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.KafkaFailure;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;

/**
 * Reports whether Kafka acknowledges records. Down until Kafka was reached once; a later outage is
 * reported as paused, because callers are still answered. Several publishers share it: what it
 * knows and what it reports change together, under its lock, or the report of a publisher that has
 * not reached Kafka yet could follow the one that Kafka was reached, and stay.
 */
public final class KafkaHealth {
  private static final String NAME = "kafka";
  private final HealthChecks health;
  private final Set<String> refusedTopics = ConcurrentHashMap.newKeySet();
  private volatile boolean reached;
  private volatile boolean reachedBefore;

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
  public synchronized void reached() {
    health.up(NAME);
    reached = true;
    reachedBefore = true;
  }

  /** Called when the cluster does not answer about the topics yet. */
  synchronized void notReached(Exception error) {
    if (!reachedBefore) {
      var failure = KafkaFailure.ofWriter(error);
      health.set(
          NAME, Status.DOWN, "waiting for Kafka and its topics: " + failure.detail(), failure);
    }
  }

  /** Called with each record that was acknowledged. */
  void acknowledged(String topic) {
    if (!refusedTopics.isEmpty()) {
      refusedTopics.remove(topic);
    }
    if (!reached && refusedTopics.isEmpty()) {
      reached();
    }
  }

  /**
   * Called with each record that was not acknowledged. A topic that this login may not write stays
   * reported while records are written to other topics.
   */
  synchronized void failed(String topic, @Nullable Exception error) {
    var failure = KafkaFailure.ofWriter(error == null ? new KafkaException("unknown") : error);
    if (error instanceof TopicAuthorizationException) {
      refusedTopics.add(topic);
    }
    if (reached || failure.isRefusal()) {
      var status = reachedBefore ? Status.PAUSED : Status.DOWN;
      reached = false;
      health.set(
          NAME, status, "the last record was not acknowledged: " + failure.detail(), failure);
    }
  }
}
