package io.switchboard.ivr;

import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.headers.ServiceName;
import io.switchboard.contract.json.JsonSerde;
import io.switchboard.contract.topic.Topics;
import io.switchboard.ivr.state.PartitionState;
import io.switchboard.ivr.state.StoredDefinition;
import io.switchboard.ivr.ticks.Ticks;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Digits, menu requests and the passing of time become decisions and outcomes.
 *
 * <pre>cxone.dtmf ──► session (RocksDB) ──► ivr.decisions, ivr.outcomes</pre>
 */
public final class IvrTopology {
  static final String SOURCE = ServiceName.IVR_STREAMS.source();
  static final String DECISIONS = "decisions";
  static final String OUTCOMES = "outcomes";

  private IvrTopology() {}

  /**
   * Builds the topology.
   *
   * @param ticks {@link Ticks#none()} in a replay
   */
  public static Topology build(Topics topics, Ticks ticks, MeterRegistry registry) {
    var in = topics.dtmf();
    var decisions = topics.ivrDecisions();
    var outcomes = topics.ivrOutcomes();
    var metrics = new IvrMetrics(registry, ticks::hostTime);
    return new Topology()
        .addSource("dtmf", in.keys().deserializer(), in.values().deserializer(), in.name())
        .addProcessor("session", supplier(ticks, metrics), "dtmf")
        .addSink(
            DECISIONS,
            decisions.name(),
            decisions.keys().serializer(),
            decisions.values().serializer(),
            "session")
        .addSink(
            OUTCOMES,
            outcomes.name(),
            outcomes.keys().serializer(),
            outcomes.values().serializer(),
            "session");
  }

  private static ProcessorSupplier<String, CallEvent, String, Object> supplier(
      Ticks ticks, IvrMetrics metrics) {
    return new ProcessorSupplier<>() {
      @Override
      public Processor<String, CallEvent, String, Object> get() {
        return new IvrProcessor(ticks, metrics);
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return new LinkedHashSet<>(
            List.of(
                store(PartitionState.CALLS, Serdes.Bytes(), Serdes.ByteArray()),
                store(
                    PartitionState.DEFINITIONS,
                    Serdes.String(),
                    JsonSerde.of(StoredDefinition.class))));
      }
    };
  }

  private static <K, V> StoreBuilder<?> store(String name, Serde<K> keys, Serde<V> values) {
    return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), keys, values)
        .withLoggingEnabled(Map.of())
        .withCachingDisabled();
  }
}
