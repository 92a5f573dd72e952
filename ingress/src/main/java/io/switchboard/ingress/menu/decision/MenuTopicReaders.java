package io.switchboard.ingress.menu.decision;

import com.fasterxml.jackson.databind.ObjectReader;
import io.switchboard.contract.event.ivr.CallDecision;
import io.switchboard.contract.json.Json;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.ingress.menu.answer.RootMenus;
import io.switchboard.service.HealthChecks;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the menu webhook reads: decisions from now on, and definitions from their beginning. Not
 * ready before the decisions are followed on every partition; without definitions it goes on with
 * the shipped root menu.
 */
public final class MenuTopicReaders implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MenuTopicReaders.class);
  private static final String DECISIONS = "menu-decisions";
  private static final String DEFINITIONS = "menu-definitions";

  private final TopicFollower decisions;
  private final TopicFollower definitions;

  public MenuTopicReaders(
      KafkaSettings kafka,
      PendingDecisions pending,
      CallDefinitions calls,
      RootMenus roots,
      HealthChecks health) {
    var topics = kafka.topics();
    health.down(DECISIONS, "starting");
    this.decisions =
        new TopicFollower(
            kafka,
            topics.ivrDecisions().name(),
            TopicFollower.Start.END,
            new Decisions(pending, calls, health),
            health);
    this.definitions =
        new TopicFollower(
            kafka,
            topics.ivrDefinitions().name(),
            TopicFollower.Start.BEGINNING,
            new Definitions(roots, health),
            health);
  }

  /** Whether a decision that is made now would be seen. */
  public boolean ready() {
    return decisions.following();
  }

  @Override
  public void close() {
    decisions.close();
    definitions.close();
  }

  private static final class Decisions implements TopicFollower.Listener {
    private final ObjectReader reader = Json.mapper().readerFor(CallDecision.class);
    private final PendingDecisions pending;
    private final CallDefinitions calls;
    private final HealthChecks health;
    private boolean followedBefore;

    Decisions(PendingDecisions pending, CallDefinitions calls, HealthChecks health) {
      this.pending = pending;
      this.calls = calls;
      this.health = health;
    }

    @Override
    public void record(ConsumerRecord<String, byte[]> record) {
      if (record.value() == null) {
        return;
      }
      try {
        CallDecision decision = reader.readValue(record.value());
        pending.complete(decision);
        calls.decided(decision);
      } catch (IOException e) {
        LOG.error("decision at {}-{} cannot be read", record.partition(), record.offset(), e);
      }
    }

    @Override
    public void following(int partitions) {
      followedBefore = true;
      health.up(DECISIONS, partitions + " partitions");
    }

    @Override
    public void waiting(String why) {
      if (followedBefore) {
        health.paused(DECISIONS, why);
      } else {
        health.down(DECISIONS, why);
      }
    }
  }

  private record Definitions(RootMenus roots, HealthChecks health)
      implements TopicFollower.Listener {

    @Override
    public void record(ConsumerRecord<String, byte[]> record) {
      roots.published(record.key(), record.value());
    }

    @Override
    public void following(int partitions) {
      health.up(DEFINITIONS);
    }

    @Override
    public void waiting(String why) {
      health.paused(DEFINITIONS, why + "; the shipped root menu is used");
    }
  }
}
