package io.switchboard.bench.streams;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** The minimum work of a stateful service: read, RocksDB get and put, write one record. */
final class TrivialStreams {
  private static final String STORE = "last-value";

  private TrivialStreams() {}

  static Topology topology(String input, String output) {
    var builder = new StreamsBuilder();
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray()));
    builder.stream(input, Consumed.with(Serdes.String(), Serdes.ByteArray()).withName("input"))
        .process(GetAndPut::new, Named.as("get-and-put"), STORE)
        .to(output, Produced.with(Serdes.String(), Serdes.ByteArray()).withName("output"));
    return builder.build();
  }

  private static final class GetAndPut extends ContextualProcessor<String, byte[], String, byte[]> {
    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
    private KeyValueStore<String, byte[]> store;

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
      super.init(context);
      store = context.getStateStore(STORE);
    }

    @Override
    public void process(Record<String, byte[]> record) {
      var before = store.get(record.key());
      store.put(record.key(), record.value());
      context().forward(before == null ? record : record.withValue(record.value()));
    }
  }
}
