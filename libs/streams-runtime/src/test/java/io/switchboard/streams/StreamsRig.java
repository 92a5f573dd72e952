package io.switchboard.streams;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.embedded.EmbeddedBroker;
import io.switchboard.service.HealthChecks;
import io.switchboard.streams.commit.EarlyCommits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** A small service on a real broker: the length of each text, and some texts that it refuses. */
final class StreamsRig {
  static final String SERVICE = "lengths";
  private static final Duration TIMEOUT = Duration.ofMinutes(3);

  final String prefix = "t" + UUID.randomUUID().toString().substring(0, 8) + "-";
  final KafkaSettings kafka =
      KafkaSettings.read(
          new Environment(
              Map.of(
                  "KAFKA_BOOTSTRAP_SERVERS",
                  EmbeddedBroker.shared().bootstrapServers(),
                  "TOPIC_PREFIX",
                  prefix)));
  final HealthChecks health = new HealthChecks();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Path state;

  /** The topics, each with one partition. */
  StreamsRig(Path state, Map<String, String> deadLetterConfig) throws Exception {
    this.state = state;
    create("in", Map.of());
    create("out", Map.of());
    create("lengths.dlq", deadLetterConfig);
  }

  /** Creates a topic with one partition. */
  void create(String topic, Map<String, String> config) throws Exception {
    try (var admin = Admin.create(kafka.clientProperties(Map.of()))) {
      var created = new NewTopic(prefix + topic, 1, (short) 1).configs(config);
      admin.createTopics(List.of(created)).all().get();
    }
  }

  /** The living threads that process records. */
  Set<Thread> streamThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(prefix))
        .filter(thread -> thread.getName().contains("-StreamThread-"))
        .collect(Collectors.toSet());
  }

  /** Sets the largest record that the topic of the results takes. */
  void limitResults(int bytes) throws Exception {
    try (var admin = Admin.create(kafka.clientProperties(Map.of()))) {
      var topic = new ConfigResource(ConfigResource.Type.TOPIC, prefix + "out");
      var limit = new ConfigEntry("max.message.bytes", Integer.toString(bytes));
      admin
          .incrementalAlterConfigs(
              Map.of(topic, List.of(new AlterConfigOp(limit, AlterConfigOp.OpType.SET))))
          .all()
          .get();
    }
  }

  StreamsService start() {
    return start(topology("in"));
  }

  StreamsService start(Topology topology) {
    return start(topology, StreamsOptions.in(state));
  }

  /** A service that copies, with early commits every 10 ms. */
  StreamsService startCopyingWithEarlyCommits(Duration commitInterval) {
    var builder = new StreamsBuilder();
    builder.stream(prefix + "in", Consumed.with(Serdes.String(), Serdes.String()).withName("input"))
        .process(EarlyCommits.of(Copy::new), Named.as("copy"))
        .to(prefix + "out", Produced.with(Serdes.String(), Serdes.String()).withName("output"));
    var properties =
        Map.<String, Object>of(
            EarlyCommits.INTERVAL_CONFIG,
            10L,
            StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
            Math.toIntExact(Duration.ofMinutes(11).toMillis()));
    return start(builder.build(), new StreamsOptions(state, 1, 0, 0, commitInterval, properties));
  }

  private static final class Copy extends ContextualProcessor<String, String, String, String> {
    @Override
    public void process(Record<String, String> record) {
      context().forward(record);
    }
  }

  /** A service that counts, so that it has a changelog. */
  StreamsService startCounting(Environment environment) {
    var builder = new StreamsBuilder();
    builder.stream(prefix + "in", Consumed.with(Serdes.String(), Serdes.String()).withName("input"))
        .groupByKey(Grouped.with("grouped", Serdes.String(), Serdes.String()))
        .count(Named.as("count"), Materialized.as("counts"));
    return start(builder.build(), StreamsOptions.read(environment));
  }

  StreamsService start(Topology topology, StreamsOptions options) {
    return StreamsService.start(SERVICE, topology, kafka, options, health, meters);
  }

  /** The environment of a service that keeps its state here. */
  Environment environment(String name, String value) {
    return new Environment(Map.of("STATE_DIR", state.toString(), name, value));
  }

  Topology topology(String input) {
    var builder = new StreamsBuilder();
    builder.stream(
            prefix + input, Consumed.with(Serdes.String(), Serdes.String()).withName("input"))
        .mapValues(StreamsRig::length, Named.as("length"))
        .to(prefix + "out", Produced.with(Serdes.String(), Serdes.String()).withName("output"));
    return builder.build();
  }

  private static String length(String text) {
    if (text.startsWith("poison")) {
      throw new IllegalArgumentException("cannot take +1 415 555 2667");
    }
    return text.startsWith("grow") ? "g".repeat(2 << 20) : Integer.toString(text.length());
  }

  void send(@Nullable String... values) throws Exception {
    sendTo("in", values);
  }

  void sendTo(String topic, @Nullable String... values) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            kafka.clientProperties(
                Map.of("max.request.size", 10 << 20, "compression.type", "gzip")),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (var value : values) {
        var bytes = value == null ? null : bytes(value);
        producer.send(new ProducerRecord<>(prefix + topic, null, bytes)).get();
      }
    }
  }

  /** Deletes the input before an offset, as retention does. */
  void deleteInputBefore(long offset) throws Exception {
    try (var admin = Admin.create(kafka.clientProperties(Map.of()))) {
      var input = new TopicPartition(prefix + "in", 0);
      admin.deleteRecords(Map.of(input, RecordsToDelete.beforeOffset(offset))).all().get();
    }
  }

  /** A producer of an instance with an open transaction on the results; it never ends it. */
  KafkaProducer<byte[], byte[]> transaction(String instance, String value) throws Exception {
    var producer =
        new KafkaProducer<>(
            kafka.clientProperties(
                Map.of(
                    "transactional.id",
                    prefix + SERVICE + "-" + instance + "-1",
                    "transaction.timeout.ms",
                    Math.toIntExact(Duration.ofMinutes(10).toMillis()))),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
    producer.beginTransaction();
    producer.send(new ProducerRecord<>(prefix + "out", null, bytes(value))).get();
    return producer;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  List<ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
    var all = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    try (var consumer =
        new KafkaConsumer<>(
            kafka.clientProperties(Map.of("isolation.level", "read_committed")),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      var partition = List.of(new TopicPartition(prefix + topic, 0));
      consumer.assign(partition);
      consumer.seekToBeginning(partition);
      await()
          .atMost(TIMEOUT)
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
                return all.size() >= count;
              });
    }
    return all;
  }

  /** The end of a topic for readers of committed records. */
  long committedEnd(String topic) {
    try (var consumer =
        new KafkaConsumer<>(
            kafka.clientProperties(Map.of("isolation.level", "read_committed")),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      var partition = new TopicPartition(prefix + topic, 0);
      return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }
  }

  List<String> texts(String topic, int count) {
    return read(topic, count).stream().map(record -> text(record.value())).toList();
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
