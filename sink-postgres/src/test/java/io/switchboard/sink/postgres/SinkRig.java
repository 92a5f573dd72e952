package io.switchboard.sink.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.json.Json;
import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.Topic;
import io.switchboard.embedded.EmbeddedBroker;
import io.switchboard.service.HealthChecks;
import io.switchboard.sink.mapping.MappingFile;
import io.switchboard.sink.mapping.SinkMapping;
import io.switchboard.sink.postgres.schema.Database;
import io.switchboard.sink.postgres.schema.Migrations;
import io.switchboard.testkit.brokers.TopicRetention;
import io.switchboard.testkit.cluster.TestCluster;
import io.switchboard.testkit.database.DatabaseClient;
import io.switchboard.testkit.database.TemplateDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A deployment of its own on the shared broker and database: prefix, topics, tables, producer. */
public final class SinkRig implements AutoCloseable {
  static final Instant RECEIVED = Instant.parse("2026-11-20T11:00:00Z");

  /** As topics.yaml says. */
  private static final Map<String, String> LARGE_LETTERS = Map.of("max.message.bytes", "2097152");

  private static final int PARTITIONS = 3;
  private static final TemplateDatabase TABLES = new TemplateDatabase("sink", SinkRig::migrate);

  private final Deque<AutoCloseable> closing = new ArrayDeque<>();
  private final SinkMapping mapping;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Queue<Exception> sendFailures = new ConcurrentLinkedQueue<>();
  private final Admin admin;
  final KafkaSettings kafka;
  final DatabaseSettings databaseSettings;
  private final DatabaseClient client;
  final String databaseUrl;
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final HealthChecks health = new HealthChecks();

  private SinkRig(KafkaSettings kafka, String databaseUrl, SinkMapping mapping) {
    this.mapping = mapping;
    this.kafka = kafka;
    this.databaseUrl = databaseUrl;
    this.databaseSettings = DatabaseSettings.parse(databaseUrl);
    this.client = new DatabaseClient(databaseSettings);
    this.admin = Admin.create(kafka.clientProperties(Map.of()));
    this.producer =
        new KafkaProducer<>(
            kafka.clientProperties( // one at a time: with more in flight, Kafka 4.3.1 has answered
                // "out of order" for minutes
                Map.of(
                    "linger.ms", "5",
                    "batch.size", "65536",
                    "max.in.flight.requests.per.connection", "1")),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** On the shared servers, with the shipped mapping. */
  public static SinkRig start() throws Exception {
    return start(MappingFile.shipped());
  }

  static SinkRig start(SinkMapping mapping) throws Exception {
    return withTables(TABLES.copy(), mapping);
  }

  /** On any database, whose tables it creates. */
  static SinkRig on(String databaseUrl, SinkMapping mapping) throws Exception {
    migrate(databaseUrl);
    return withTables(databaseUrl, mapping);
  }

  private static void migrate(String databaseUrl) throws SQLException {
    Migrations.apply(new Database(DatabaseSettings.parse(databaseUrl), "sink-test"));
  }

  private static SinkRig withTables(String databaseUrl, SinkMapping mapping) throws Exception {
    var prefix = TestCluster.uniquePrefix();
    var servers = EmbeddedBroker.shared().bootstrapServers();
    var rig =
        new SinkRig(
            new KafkaSettings(Map.of("bootstrap.servers", servers), prefix), databaseUrl, mapping);
    rig.createTopics();
    return rig;
  }

  /** The same topics with another database, closed with this one. */
  SinkRig on(String otherDatabaseUrl) {
    var other = new SinkRig(kafka, otherDatabaseUrl, mapping);
    closing.push(other);
    return other;
  }

  private void createTopics() throws Exception {
    var names =
        Stream.concat(mapping.topics().stream(), Stream.of("sink-postgres.dlq"))
            .map(
                name ->
                    new NewTopic(kafka.prefix().applyTo(name), PARTITIONS, (short) 1)
                        .configs(name.endsWith(".dlq") ? LARGE_LETTERS : Map.of()))
            .toList();
    admin.createTopics(names).all().get();
  }

  /** The environment of a service of this deployment. */
  public Map<String, String> variables(int managementPort) {
    return Map.of(
        "KAFKA_BOOTSTRAP_SERVERS",
        kafka.properties().get("bootstrap.servers"),
        "TOPIC_PREFIX",
        kafka.prefix().value(),
        "DATABASE_URL",
        databaseUrl,
        "MANAGEMENT_PORT",
        Integer.toString(managementPort));
  }

  /** {@code DATABASE_URL} of a copy of what is in the database now; no service may be connected. */
  String copyOfDatabase() throws SQLException {
    client.close();
    var name = databaseUrl.replaceFirst(".*/", "");
    return TemplateDatabase.copy(name, name + "_copy");
  }

  void recreateTopic(String name) throws Exception {
    var topic = kafka.prefix().applyTo(name);
    admin.deleteTopics(List.of(topic)).all().get();
    await()
        .ignoreExceptions()
        .until(
            () -> {
              admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1))).all().get();
              return true;
            });
    // the controller has deleted the topic, but a busy broker still appends to the old log
    try (var consumer = consumer()) {
      var partitions =
          IntStream.range(0, PARTITIONS).mapToObj(i -> new TopicPartition(topic, i)).toList();
      await()
          .ignoreExceptions()
          .until(() -> consumer.endOffsets(partitions).values().stream().allMatch(end -> end == 0));
    }
  }

  /** Deletes all records of a topic so far, as retention does. */
  void deleteRecords(String name) throws Exception {
    flush();
    TopicRetention.deleteAll(admin, kafka.prefix().applyTo(name));
  }

  /** New connections can read only, as on a server that is not promoted yet; or can write again. */
  public void standby(boolean readOnly) throws Exception {
    try (var connection = connectTo("postgres");
        var statement = connection.createStatement()) {
      statement.execute(
          "alter database %s set default_transaction_read_only = %s"
              .formatted(databaseUrl.replaceFirst(".*/", ""), readOnly ? "on" : "off"));
    }
  }

  public Database database() {
    return new Database(databaseSettings, "sink-test");
  }

  public SinkLoop loop() {
    return loop(kafka, database());
  }

  public SinkLoop loop(KafkaSettings settings, Database database) {
    var loop =
        SinkLoop.start(
            new SinkLoop.SinkLoopOptions(
                "sink-postgres", settings, database, mapping, 500, Duration.ofMillis(250)),
            health,
            registry);
    closing.push(loop);
    return loop;
  }

  /** Sends what the contract writes: key, JSON, CloudEvents headers. */
  <V> void send(Topic<String, V> topic, String key, V value, String id, Instant time) {
    var headers =
        new EventHeaders(id, "test", "/test", key, time, RECEIVED, EventHeaders.newTraceparent())
            .toKafka();
    try (var serializer = topic.values().serializer()) {
      send(topic.name(), bytes(key), serializer.serialize(topic.name(), value), headers);
    }
  }

  /** Sends a contact event, verbatim. */
  public void contact(String key, @Nullable String json) {
    contact(key, json, RECEIVED);
  }

  /** The same, received at another time. */
  public void contact(String key, @Nullable String json, Instant receivedAt) {
    var headers =
        new EventHeaders(
                "e", "test", "/test", key, receivedAt, receivedAt, EventHeaders.newTraceparent())
            .toKafka();
    send(
        kafka.topics().contactEvents().name(),
        bytes(key),
        json == null ? null : bytes(json),
        headers);
  }

  /** Sends the outcome of the i-th call, which lasted i milliseconds. */
  void outcome(int i) {
    send(
        kafka.topics().ivrOutcomes().name(),
        bytes("call-" + i),
        bytes(
            json(
                Map.of(
                    "callId",
                    "call-" + i,
                    "outcome",
                    "completed",
                    "reason",
                    "selection",
                    "path",
                    List.of("1"),
                    "nodes",
                    List.of(),
                    "startedAt",
                    "2026-11-20T10:00:01Z",
                    "endedAt",
                    "2026-11-20T10:00:05Z",
                    "durationMs",
                    i))),
        null);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // flush() waits for all and reports failures
  void send(
      String topic, byte @Nullable [] key, byte @Nullable [] value, @Nullable Headers headers) {
    producer.send(
        new ProducerRecord<>(topic, null, null, key, value, headers),
        (_, failure) -> {
          if (failure != null) {
            sendFailures.add(failure);
          }
        });
  }

  void flush() {
    producer.flush();
    assertThat(sendFailures).as("records that Kafka did not take").isEmpty();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Everything a query answers: cells as text, null as null, joined by "|". */
  public List<String> query(String sql) {
    try {
      return client.rows(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The one number that a query answers. */
  public long count(String sql) {
    return Long.parseLong(query(sql).getFirst());
  }

  public void execute(String sql) {
    try {
      client.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A connection without any of our timeouts. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(
        databaseSettings.jdbcUrl() + "?options=-c%20TimeZone=UTC",
        databaseSettings.user(),
        databaseSettings.password());
  }

  Connection connectTo(String database) throws SQLException {
    return DriverManager.getConnection(
        databaseSettings.jdbcUrl().replaceFirst("/[^/]*$", "/" + database),
        databaseSettings.user(),
        databaseSettings.password());
  }

  void awaitRows(String sql, String... rows) {
    await()
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(query(sql)).containsExactly(rows));
  }

  /** Waits until everything that is on the topics now is in the database. */
  public void awaitDrained() throws Exception {
    awaitDrained(Duration.ofSeconds(60));
  }

  public void awaitDrained(Duration timeout) throws Exception {
    flush();
    try (var consumer = consumer()) {
      var ends = new java.util.HashMap<TopicPartition, Long>();
      for (var topic : mapping.topics()) {
        consumer.partitionsFor(kafka.prefix().applyTo(topic)).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .forEach(partition -> ends.put(partition, 0L));
      }
      var last = consumer.endOffsets(ends.keySet());
      await()
          .atMost(timeout)
          .pollInterval(Duration.ofMillis(100))
          .ignoreExceptions()
          .until(
              () -> {
                var stored = stored();
                return last.entrySet().stream()
                    .allMatch(e -> stored.getOrDefault(e.getKey().toString(), 0L) >= e.getValue());
              });
    }
  }

  /** The next offset of each partition, by topic and partition. */
  private Map<String, Long> stored() {
    return query("select topic || '-' || partition, max(next_offset) from kafka_offsets group by 1")
        .stream()
        .map(row -> row.split("\\|"))
        .collect(Collectors.toMap(cells -> cells[0], cells -> Long.valueOf(cells[1])));
  }

  /** Everything on the dead-letter topic. */
  List<ConsumerRecord<byte[], byte[]>> deadLetters() {
    var topic = kafka.topics().deadLetters("sink-postgres").name();
    try (var consumer = consumer()) {
      var partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      var deadLetters = new ArrayList<ConsumerRecord<byte[], byte[]>>();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        consumer.poll(Duration.ofMillis(100)).forEach(deadLetters::add);
      }
      return deadLetters;
    }
  }

  KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        kafka.clientProperties(Map.of()), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  static String json(Map<String, ?> fields) {
    try {
      return Json.mapper().writeValueAsString(fields);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws Exception {
    while (!closing.isEmpty()) {
      closing.pop().close();
    }
    client.close();
    producer.close(Duration.ofSeconds(5));
    admin.close(Duration.ofSeconds(5));
  }
}
