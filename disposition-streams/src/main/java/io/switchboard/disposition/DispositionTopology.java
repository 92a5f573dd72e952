package io.switchboard.disposition;

import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.contract.Topic;
import io.switchboard.contract.Topics;
import io.switchboard.contract.event.ClassifiedDisposition;
import io.switchboard.contract.event.Severity;
import io.switchboard.disposition.severity.DispositionRules;
import io.switchboard.disposition.severity.LastResult;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Predicate;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Call results are classified, all of them go to dispositions.classified, and those that count to
 * the topic of their severity.
 *
 * <p>A stale opt-out is not routed: it does not say how the contact stands, only that consent may
 * have been taken back.
 */
public final class DispositionTopology {
  static final String LAST_RESULTS = "last-results";
  private static final Deserializer<Classified> NEVER_READ =
      (_, _) -> {
        throw new UnsupportedOperationException("these topics are only written here");
      };

  private DispositionTopology() {}

  /** The topology of one deployment; rules and topics are all it depends on. */
  public static Topology build(Topics topics, DispositionRules rules, MeterRegistry registry) {
    var metrics = new DispositionMetrics(registry);
    var builder = new StreamsBuilder();
    builder.addStateStore(lastResults());
    var classified =
        builder.stream(
                topics.callResults().name(),
                Consumed.with(topics.callResults().keys(), topics.callResults().values())
                    .withName("call-results"))
            .process(
                () -> new DispositionProcessor(rules, metrics), Named.as("classify"), LAST_RESULTS);
    classified.to(topics.dispositionsClassified().name(), to(topics.dispositionsClassified()));
    classified
        .filterNot((_, out) -> out.record().stale(), Named.as("counting"))
        .split(Named.as("severity-"))
        .branch(is(Severity.CRITICAL), route("critical", topics.dispositionsCritical()))
        .branch(is(Severity.MEDIUM), route("medium", topics.dispositionsMedium()))
        .branch(is(Severity.LOW), route("low", topics.dispositionsLow()));
    return builder.build();
  }

  private static StoreBuilder<KeyValueStore<String, LastResult>> lastResults() {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(LAST_RESULTS), Serdes.String(), LastResultSerde.serde());
  }

  private static Predicate<String, Classified> is(Severity severity) {
    return (_, out) -> out.record().severity() == severity;
  }

  private static Branched<String, Classified> route(
      String name, Topic<String, ClassifiedDisposition> topic) {
    return Branched.withConsumer(
        (KStream<String, Classified> branch) -> branch.to(topic.name(), to(topic)), name);
  }

  private static Produced<String, Classified> to(Topic<String, ClassifiedDisposition> topic) {
    var values = Serdes.serdeFrom(Classified.serializer(), NEVER_READ);
    return Produced.with(topic.keys(), values).withName("to-" + suffix(topic.name()));
  }

  private static String suffix(String topic) {
    return topic.substring(topic.lastIndexOf('.') + 1);
  }
}
