package io.switchboard.ingress.menu.decision;

import com.fasterxml.jackson.databind.ObjectReader;
import io.switchboard.contract.event.ivr.CallDecision;
import io.switchboard.contract.headers.NextOffset;
import io.switchboard.contract.json.Json;
import io.switchboard.contract.phone.Mask;
import io.switchboard.ingress.follower.FollowerHealth;
import io.switchboard.ingress.follower.TopicFollower;
import io.switchboard.ingress.menu.shadow.CallStore;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.KafkaFailure;
import java.io.IOException;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in {@code ivr.decisions}: first for the callers that wait, then for later shadow decisions.
 */
final class DecisionReader implements TopicFollower.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(DecisionReader.class);
  static final String CHECK = "menu-decisions";

  private final ObjectReader reader = Json.mapper().readerFor(CallDecision.class);
  private final PendingDecisions pending;
  private final CallStore calls;
  private final FollowerHealth health;
  private final Runnable onFollowing;
  private final Runnable onDifference;

  /**
   * @param onFollowing runs when decisions are followed, also again after an outage
   * @param onDifference runs for each shadow decision that ivr-streams took otherwise
   */
  DecisionReader(
      PendingDecisions pending,
      CallStore calls,
      HealthChecks health,
      Runnable onFollowing,
      Runnable onDifference) {
    this.pending = pending;
    this.calls = calls;
    this.health = new FollowerHealth(CHECK, health);
    this.onFollowing = onFollowing;
    this.onDifference = onDifference;
  }

  @Override
  public void begins(int partition, long offset, Instant since) {
    calls.decisionsSince(since);
  }

  @Override
  public void record(ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      return;
    }
    try {
      CallDecision decision = reader.readValue(record.value());
      pending.complete(decision);
      var nextOffset = NextOffset.read(record.headers());
      if (nextOffset.isPresent()) { // else of an earlier version
        calls
            .decided(decision, nextOffset.getAsLong())
            .ifPresent(answered -> differs(decision, answered.turn()));
      }
    } catch (IOException e) {
      LOG.error("decision at {}-{} cannot be read", record.partition(), record.offset(), e);
    }
  }

  private void differs(CallDecision decision, int turn) {
    onDifference.run();
    LOG.warn(
        "Call {}: the caller of request {} heard turn {} of a shadow decision, ivr-streams decided"
            + " otherwise (turn {}, {})",
        Mask.text(decision.callId()),
        decision.causeId(),
        turn,
        decision.turn(),
        decision.reason());
  }

  @Override
  public void following(int partitions) {
    health.following(partitions);
    onFollowing.run();
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
