package io.switchboard.disposition;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.service.HealthChecks;
import io.switchboard.streams.StreamsOptions;
import io.switchboard.streams.StreamsService;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * Records per second of this service, as a ratio to a trivial stateful topology (RocksDB get and
 * put, one record out) with the same guarantee, batches and input, turn by turn in one run.
 *
 * <p>Arguments: records (400000), rounds (3).
 */
final class Throughput {
  private static final String STORE = "last-value";
  private final DispositionPipeline pipeline = new DispositionPipeline();
  private final int records;

  private Throughput(int records) {
    this.records = records;
  }

  @SuppressWarnings("SystemOut") // the figures are what it is for
  public static void main(String[] args) throws Exception {
    var run = new Throughput(args.length > 0 ? Integer.parseInt(args[0]) : 400_000);
    var rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    run.fill();
    var trivial = new ArrayList<Double>();
    var service = new ArrayList<Double>();
    for (var round = 1; round <= rounds; round++) {
      trivial.add(run.trivial(round));
      service.add(run.service(round));
      System.out.printf(
          "round %d: trivial %.0f/s, disposition-streams %.0f/s, ratio %.2f%n",
          round, trivial.getLast(), service.getLast(), service.getLast() / trivial.getLast());
    }
    System.out.printf(
        "median: trivial %.0f/s, disposition-streams %.0f/s, ratio %.2f%n",
        median(trivial), median(service), median(service) / median(trivial));
    System.exit(0);
  }

  private void fill() {
    // every result is new and counts, so that as many records come out as went in
    var at = java.time.Instant.parse("2026-11-20T10:00:00Z");
    for (var i = 0; i < records; i++) {
      pipeline.send(
          "contact-" + i % (records / 4), i % 5 == 0 ? "1001" : "2001", at.plusSeconds(i));
    }
    pipeline.flush();
  }

  private double service(int round) throws Exception {
    var kafka = named("service" + round);
    var topics = kafka.topics();
    var output = topics.dispositionsClassified().name();
    create(
        kafka,
        output,
        topics.dispositionsCritical().name(),
        topics.dispositionsMedium().name(),
        topics.dispositionsLow().name(),
        topics.deadLetters("service" + round).name());
    // the same input, outputs of its own
    var topology =
        DispositionTopology.build(
            topics,
            pipeline.kafka().topics().callResults().name(),
            RulesFile.shipped(),
            new SimpleMeterRegistry());
    return measure("service" + round, kafka, topology, output);
  }

  private double trivial(int round) throws Exception {
    var kafka = named("trivial" + round);
    var output = kafka.prefix().applyTo("copied");
    create(kafka, output, kafka.topics().deadLetters("trivial" + round).name());
    var builder = new StreamsBuilder();
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray()));
    builder.stream(
            pipeline.kafka().topics().callResults().name(),
            Consumed.with(Serdes.String(), Serdes.ByteArray()).withName("input"))
        .process(GetAndPut::new, Named.as("get-and-put"), STORE)
        .to(output, Produced.with(Serdes.String(), Serdes.ByteArray()).withName("output"));
    return measure("trivial" + round, kafka, builder.build(), output);
  }

  private double measure(String name, KafkaSettings kafka, Topology topology, String output)
      throws Exception {
    var state = Files.createTempDirectory("throughput");
    try (var _ =
        StreamsService.start(
            name,
            topology,
            kafka,
            StreamsOptions.in(state),
            new HealthChecks(),
            new SimpleMeterRegistry())) {
      var first = waitFor(output, 1);
      var begin = System.nanoTime();
      var last = waitFor(output, records);
      return (last - first) / ((System.nanoTime() - begin) / 1e9);
    }
  }

  private long waitFor(String topic, long count) throws Exception {
    var deadline = System.nanoTime() + Duration.ofMinutes(10).toNanos();
    while (System.nanoTime() < deadline) {
      var committed = pipeline.committed(topic);
      if (committed >= count) {
        return committed;
      }
      Thread.sleep(20);
    }
    throw new IllegalStateException("not within 10 minutes");
  }

  private KafkaSettings named(String name) {
    var variables = pipeline.variables(java.nio.file.Path.of(System.getProperty("java.io.tmpdir")));
    variables.merge("TOPIC_PREFIX", name + "-", String::concat);
    return KafkaSettings.read(new Environment(variables));
  }

  private static void create(KafkaSettings kafka, String... topics) throws Exception {
    try (var admin = Admin.create(kafka.clientProperties(java.util.Map.of()))) {
      var all = List.of(topics).stream().map(name -> new NewTopic(name, 3, (short) 1)).toList();
      admin.createTopics(all).all().get();
    }
  }

  private static double median(List<Double> figures) {
    return figures.stream().sorted().toList().get(figures.size() / 2);
  }

  private static final class GetAndPut extends ContextualProcessor<String, byte[], String, byte[]> {
    @Override
    public void process(Record<String, byte[]> record) {
      KeyValueStore<String, byte[]> store = context().getStateStore(STORE);
      var before = store.get(record.key());
      store.put(record.key(), record.value());
      context().forward(before == null ? record : record.withValue(record.value()));
    }
  }
}
