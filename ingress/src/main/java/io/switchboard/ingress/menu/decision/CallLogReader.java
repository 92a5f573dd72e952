package io.switchboard.ingress.menu.decision;

import io.switchboard.ingress.follower.FollowerHealth;
import io.switchboard.ingress.follower.TopicFollower;
import io.switchboard.ingress.menu.shadow.ShadowDecisions;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.KafkaFailure;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes in {@code cxone.dtmf} for shadow decisions. */
final class CallLogReader implements TopicFollower.Listener {
  static final String CHECK = "menu-log";

  private final ShadowDecisions shadows;
  private final CallPartitions partitions;
  private final FollowerHealth health;

  CallLogReader(ShadowDecisions shadows, CallPartitions partitions, HealthChecks health) {
    this.shadows = shadows;
    this.partitions = partitions;
    this.health = new FollowerHealth(CHECK, health);
  }

  @Override
  public void begins(int partition, long offset, Instant since) {
    shadows.calls().logStartsAt(partition, offset);
  }

  @Override
  public void record(ConsumerRecord<String, byte[]> record) {
    shadows.read(record);
  }

  @Override
  public void following(int count) {
    partitions.count(count);
    health.following(count);
  }

  @Override
  public void waiting(String reason) {
    health.waiting(reason);
  }

  @Override
  public void failed(KafkaFailure failure) {
    health.failed(failure);
  }
}
