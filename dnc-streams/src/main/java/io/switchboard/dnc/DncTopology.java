package io.switchboard.dnc;

import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.contract.event.dnc.DncEvent;
import io.switchboard.contract.topic.Topic;
import io.switchboard.contract.topic.Topics;
import io.switchboard.dnc.registry.ConsentPolicy;
import io.switchboard.dnc.registry.Normaliser;
import io.switchboard.streams.commit.EarlyCommits;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/**
 * Normalises the records of all sources onto {@code dnc.events}, and makes decisions and registry
 * of that topic, by number.
 *
 * <p>The topology writes {@code dnc.events} and reads it back: the topic repartitions by number and
 * is the only input of the decisions. Imports and operators write to it too.
 */
public final class DncTopology {
  static final String NUMBERS = "numbers";
  static final String OPEN = "open-cases";
  static final String DECISIONS = "decisions";
  static final String REGISTRY = "registry";
  private static final String EVENTS = "events";
  private static final String DECIDE = "decide";

  private final Topology topology = new Topology();
  private final Topics topics;

  private DncTopology(Topics topics) {
    this.topics = topics;
  }

  static Topology build(Topics topics, Normaliser normaliser, DncMetrics metrics) {
    var dnc = new DncTopology(topics);
    dnc.normalise(
        "webhook",
        topics.dncWebhookEvents(),
        (body, source) ->
            events(normaliser.webhook(WebhookBody.read(body), source.id(), source.receivedAt())));
    dnc.normalise(
        "disposition",
        topics.dispositionsClassified(),
        (disposition, _) -> normaliser.disposition(disposition));
    dnc.normalise(
        "outcome",
        topics.ivrOutcomes(),
        (outcome, source) -> normaliser.outcome(outcome, source.id(), source.receivedAt()));
    dnc.decide(metrics, ConsentPolicy.IN_FORCE);
    return dnc.topology;
  }

  /**
   * The part of the topology that reads {@code dnc.events}.
   *
   * @param policy {@link ConsentPolicy#IN_FORCE}, or another one for what-if
   */
  public static Topology decisions(Topics topics, ConsentPolicy policy, MeterRegistry registry) {
    var dnc = new DncTopology(topics);
    dnc.decide(new DncMetrics(registry), policy);
    return dnc.topology;
  }

  private <V> void normalise(
      String name, Topic<String, V> from, NormalisingProcessor.Normalisation<V> normalisation) {
    source(name + "s", from);
    topology.addProcessor(
        "normalise-" + name,
        EarlyCommits.of(() -> new NormalisingProcessor<>(normalisation)),
        name + "s");
    sink(name + "-" + EVENTS, topics.dncEvents(), "normalise-" + name);
  }

  private void decide(DncMetrics metrics, ConsentPolicy policy) {
    source(EVENTS, topics.dncEvents());
    topology.addProcessor(
        DECIDE, EarlyCommits.of(() -> new DecidingProcessor(metrics, policy)), EVENTS);
    topology.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(NUMBERS), Serdes.String(), NumberStateSerde.serde()),
        DECIDE);
    topology.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(OPEN), Serdes.String(), Serdes.String()),
        DECIDE);
    sink(DECISIONS, topics.dncDecisions(), DECIDE);
    sink(REGISTRY, topics.dncRegistry(), DECIDE);
  }

  private <V> void source(String name, Topic<String, V> topic) {
    topology.addSource(
        name, topic.keys().deserializer(), topic.values().deserializer(), topic.name());
  }

  private <V> void sink(String name, Topic<String, V> topic, String from) {
    topology.addSink(
        name, topic.name(), topic.keys().serializer(), topic.values().serializer(), from);
  }

  private static List<DncEvent> events(Normaliser.Result result) {
    return switch (result) {
      case Normaliser.Result.Events(var events) -> events;
      case Normaliser.Result.Refused(var reason) -> throw new RefusedInput(reason);
    };
  }
}
