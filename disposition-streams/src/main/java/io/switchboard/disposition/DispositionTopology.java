package io.switchboard.disposition;

import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.contract.event.disposition.ClassifiedDisposition;
import io.switchboard.contract.event.disposition.Severity;
import io.switchboard.contract.topic.Topic;
import io.switchboard.contract.topic.Topics;
import io.switchboard.disposition.severity.DispositionRules;
import io.switchboard.disposition.severity.LastResult;
import io.switchboard.streams.commit.EarlyCommits;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Classifies call results: every record goes to dispositions.classified, and the current results
 * also go to the topic of their severity.
 *
 * <pre>
 * cxone.call-results ──► classify (RocksDB) ──► dispositions.classified, .critical, .medium, .low
 * </pre>
 */
public final class DispositionTopology {
  static final String LAST_RESULTS = "last-results";
  static final String CLASSIFIED = "classified";
  private static final String CLASSIFY = "classify";
  private static final String CALL_RESULTS = "call-results";

  private final Topology topology = new Topology();

  private DispositionTopology() {}

  /** Builds the topology; it depends on topics and rules alone. */
  public static Topology build(Topics topics, DispositionRules rules, MeterRegistry registry) {
    var metrics = new DispositionMetrics(registry);
    var dispositions = new DispositionTopology();
    dispositions.source(topics.callResults());
    dispositions
        .topology
        .addProcessor(
            CLASSIFY, EarlyCommits.of(() -> new DispositionProcessor(rules, metrics)), CALL_RESULTS)
        .addStateStore(lastResults(), CLASSIFY);
    dispositions.sink(CLASSIFIED, topics.dispositionsClassified());
    dispositions.sink(sinkOf(Severity.CRITICAL), topics.dispositionsCritical());
    dispositions.sink(sinkOf(Severity.MEDIUM), topics.dispositionsMedium());
    dispositions.sink(sinkOf(Severity.LOW), topics.dispositionsLow());
    return dispositions.topology;
  }

  /** The sink node of a severity's topic. */
  static String sinkOf(Severity severity) {
    return severity.wireName();
  }

  private static StoreBuilder<KeyValueStore<String, LastResult>> lastResults() {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(LAST_RESULTS), Serdes.String(), LastResultSerde.serde());
  }

  private void source(Topic<String, byte[]> topic) {
    topology.addSource(
        CALL_RESULTS, topic.keys().deserializer(), topic.values().deserializer(), topic.name());
  }

  private void sink(String name, Topic<String, ClassifiedDisposition> topic) {
    topology.addSink(
        name,
        topic.name(),
        topic.keys().serializer(),
        SerializedDisposition.serializer(),
        CLASSIFY);
  }
}
