package io.switchboard.testkit.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.Topic;
import io.switchboard.contract.topic.TopicCatalog;
import io.switchboard.contract.topic.TopicCatalog.WantedTopic;
import io.switchboard.contract.topic.TopicPlan;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.embedded.EmbeddedBroker;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Topics with a unique prefix on a broker, so that tests on one broker are independent. Readers see
 * committed records only. Topic names are given without the prefix.
 */
public final class TestCluster implements AutoCloseable {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final KafkaSettings kafka;
  private final Admin admin;
  private final CommittedReader reader;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> sendFailure = new AtomicReference<>();

  private TestCluster(KafkaSettings kafka) {
    this.kafka = kafka;
    this.reader = new CommittedReader(kafka);
    this.admin = Admin.create(kafka.clientProperties(Map.of()));
    this.producer =
        new KafkaProducer<>(
            // with more than one request in flight, Kafka 4.3.1 answers "out of order" on new
            // topics
            kafka.clientProperties(
                Map.of("linger.ms", 5, "max.in.flight.requests.per.connection", 1)),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** No topics yet, a new prefix, on the shared broker of this process. */
  public static TestCluster start() {
    return on(EmbeddedBroker.shared().bootstrapServers());
  }

  /** The same on any broker. */
  public static TestCluster on(String bootstrapServers) {
    return on(new KafkaSettings(Map.of("bootstrap.servers", bootstrapServers), uniquePrefix()));
  }

  /** With the prefix and the client properties of these settings. */
  public static TestCluster on(KafkaSettings kafka) {
    return new TestCluster(kafka);
  }

  /** A unique prefix. */
  public static TopicPrefix uniquePrefix() {
    return new TopicPrefix("t" + UUID.randomUUID().toString().substring(0, 8) + "-");
  }

  /** Creates all topics of topics.yaml, profile {@code embedded}. */
  public TestCluster createTopics() {
    return createTopics(_ -> true);
  }

  /** The same with so many partitions each: most of the time that a topic takes is theirs. */
  public TestCluster createTopicsOf(int partitions) {
    return createTopicsOf(partitions, _ -> true);
  }

  /** The same for those topics whose names, without the prefix, pass. */
  public TestCluster createTopicsOf(int partitions, Predicate<String> names) {
    return createTopics(catalogOf(kafka.prefix(), partitions, names));
  }

  /** Creates the same topics where a test has clients of its own. */
  public static void createTopicsOf(int partitions, KafkaSettings kafka) {
    createTopicsOf(partitions, kafka, _ -> true);
  }

  /** Those topics whose names, without the prefix, pass. */
  public static void createTopicsOf(int partitions, KafkaSettings kafka, Predicate<String> names) {
    try (var admin = Admin.create(kafka.clientProperties(Map.of()))) {
      TopicPlan.make(admin, catalogOf(kafka.prefix(), partitions, names)).apply(admin);
    }
  }

  private static Collection<WantedTopic> catalogOf(
      TopicPrefix prefix, int partitions, Predicate<String> names) {
    return TopicCatalog.shipped().wanted("embedded", prefix).stream()
        .filter(it -> names.test(it.name().substring(prefix.value().length())))
        .map(it -> new WantedTopic(it.name(), partitions, it.replication(), it.config()))
        .toList();
  }

  /** Creates those topics of topics.yaml whose names, without the prefix, pass. */
  public TestCluster createTopics(Predicate<String> names) {
    var prefix = kafka.prefix().value().length();
    return createTopics(
        catalog().stream().filter(topic -> names.test(topic.name().substring(prefix))).toList());
  }

  /** Creates topics of {@link #catalog}. */
  public TestCluster createTopics(Collection<WantedTopic> topics) {
    TopicPlan.make(admin, topics).apply(admin);
    return this;
  }

  /** The topics of topics.yaml, profile {@code embedded}, with the prefix. */
  public Collection<WantedTopic> catalog() {
    return TopicCatalog.shipped().wanted("embedded", kafka.prefix());
  }

  /** Creates one topic and waits until the leaders of its partitions answer. */
  public void create(String topic, int partitions, Map<String, String> config) {
    var created =
        new NewTopic(name(topic), Optional.of(partitions), Optional.empty()).configs(config);
    join(admin.createTopics(List.of(created)).all());
    Awaitility.await().ignoreExceptions().until(() -> committedEnd(topic) == 0);
  }

  /** Its settings, for clients. */
  public KafkaSettings kafka() {
    return kafka;
  }

  /** A client of the broker. */
  public Admin admin() {
    return admin;
  }

  /** The name of a topic on the broker. */
  public String name(String topic) {
    return kafka.prefix().applyTo(topic);
  }

  /** The environment of a service on these topics, with more variables: name, value, … */
  public Map<String, String> variables(String... more) {
    var variables = new HashMap<String, String>();
    variables.put(
        "KAFKA_BOOTSTRAP_SERVERS", String.valueOf(kafka.properties().get("bootstrap.servers")));
    variables.put("TOPIC_PREFIX", kafka.prefix().value());
    variables.put("MANAGEMENT_HOST", "127.0.0.1");
    variables.put("MANAGEMENT_PORT", "0");
    for (var i = 0; i < more.length; i += 2) {
      variables.put(more[i], more[i + 1]);
    }
    return variables;
  }

  /** Sends text; {@link #flush} waits for it. */
  public void send(String topic, String key, String value) {
    send(new ProducerRecord<>(name(topic), key.getBytes(UTF_8), value.getBytes(UTF_8)));
  }

  /** Sends text to a partition with a timestamp; {@link #flush} waits for it. */
  public void send(String topic, int partition, long timestamp, String key, String value) {
    send(topic, partition, timestamp, key, value, new RecordHeaders());
  }

  /** The same with headers. */
  public void send(
      String topic, int partition, long timestamp, String key, String value, Headers headers) {
    send(
        new ProducerRecord<>(
            name(topic),
            partition,
            timestamp,
            key.getBytes(UTF_8),
            value.getBytes(UTF_8),
            headers));
  }

  /** Sends a typed record; {@link #flush} waits for it. */
  public <K, V> void send(Topic<K, V> topic, K key, V value, @Nullable Headers headers) {
    send(
        new ProducerRecord<>(
            topic.name(),
            null,
            topic.keys().serializer().serialize(topic.name(), key),
            topic.values().serializer().serialize(topic.name(), value),
            headers));
  }

  /** Sends a record, whose topic has the prefix; {@link #flush} waits for it. */
  public void send(ProducerRecord<byte[], byte[]> record) {
    var _ =
        producer.send(
            record,
            (_, error) -> {
              if (error != null) {
                sendFailure.compareAndSet(null, error);
              }
            });
  }

  /** Waits until the broker has everything; throws when it refused a record. */
  public void flush() {
    producer.flush();
    var error = sendFailure.getAndSet(null);
    if (error != null) {
      throw new IllegalStateException("the broker refused a record of the test", error);
    }
  }

  /** Every committed record of a topic, as bytes. */
  public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    return reader.read(name(topic), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Every committed record of a topic, as text. */
  public List<ConsumerRecord<String, String>> readText(String topic) {
    return reader.read(name(topic), new StringDeserializer(), new StringDeserializer());
  }

  /** Every committed record of a topic. */
  public <K, V> List<ConsumerRecord<K, V>> read(Topic<K, V> topic) {
    return reader.read(topic.name(), topic.keys().deserializer(), topic.values().deserializer());
  }

  /** Waits until a topic has that many committed records; returns all that were read. */
  public <K, V> List<ConsumerRecord<K, V>> await(Topic<K, V> topic, int atLeast, Duration timeout) {
    return reader.await(
        topic.name(), topic.keys().deserializer(), topic.values().deserializer(), atLeast, timeout);
  }

  /** The same as text. */
  public List<ConsumerRecord<String, String>> awaitText(
      String topic, int atLeast, Duration timeout) {
    return reader.await(
        name(topic), new StringDeserializer(), new StringDeserializer(), atLeast, timeout);
  }

  /**
   * The sum of a topic's end offsets for readers of committed records; the markers of transactions
   * count as well.
   */
  public long committedEnd(String topic) {
    return end(topic, IsolationLevel.READ_COMMITTED);
  }

  /** The sum of a topic's end offsets, open transactions included. */
  public long end(String topic) {
    return end(topic, IsolationLevel.READ_UNCOMMITTED);
  }

  private long end(String topic, IsolationLevel level) {
    var name = name(topic);
    var description = join(admin.describeTopics(List.of(name)).allTopicNames()).get(name);
    var latest =
        Objects.requireNonNull(description).partitions().stream()
            .collect(
                Collectors.toMap(
                    info -> new TopicPartition(name, info.partition()), _ -> OffsetSpec.latest()));
    return join(admin.listOffsets(latest, new ListOffsetsOptions(level)).all()).values().stream()
        .mapToLong(ListOffsetsResultInfo::offset)
        .sum();
  }

  private static <T> T join(KafkaFuture<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  @Override
  public void close() {
    reader.close();
    producer.close(CLOSE_TIMEOUT);
    admin.close(CLOSE_TIMEOUT);
  }
}
