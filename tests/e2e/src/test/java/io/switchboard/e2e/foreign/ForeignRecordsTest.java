package io.switchboard.e2e.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.contract.headers.DeadLetterHeaders;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.embedded.EmbeddedDatabase;
import io.switchboard.testkit.cluster.TestCluster;
import io.switchboard.testkit.database.DatabaseClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Some hundred records of other producers, on every input topic of the stream services and the
 * sink, with usable ones between them: one dead letter for each, the usable ones are processed, and
 * so they are after a restart.
 */
@Order(3)
final class ForeignRecordsTest {
  private static final long SEED = 20261126;
  private static final Duration TIMEOUT = Duration.ofMinutes(4);
  private static final int PARTITIONS = 3;

  private final TestCluster cluster = TestCluster.start().createTopics();
  private final String database = "foreign" + Long.toString(System.nanoTime(), 36);
  private final DatabaseClient client =
      new DatabaseClient(DatabaseSettings.parse(EmbeddedDatabase.shared().url(database)));
  private final UsableRecords usable = new UsableRecords(cluster.kafka().topics());
  private final List<Sent> foreign = new ArrayList<>();
  private final Map<InputTopic, List<Integer>> usableNumbers = new HashMap<>();
  private int numbers;

  @TempDir Path state;

  @SuppressWarnings("NullAway.Init") // opened before each test
  private KafkaProducer<byte[], byte[]> producer;

  /** A foreign record and its place on the log. */
  private record Sent(InputTopic input, ForeignRecord record, String place) {
    /** A row may be made of an object that the stream services refuse. */
    boolean hasOneDeadLetterOf(String service) {
      return !service.equals("sink-postgres") || !record.object();
    }
  }

  @BeforeEach
  void open() {
    producer =
        new KafkaProducer<>(
            cluster
                .kafka()
                .clientProperties(
                    Map.of(
                        "max.request.size",
                        8 << 20,
                        "compression.type",
                        "gzip",
                        "max.in.flight.requests.per.connection",
                        1)),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @AfterEach
  void close() {
    client.close();
    producer.close();
    cluster.close();
  }

  @Test
  void shouldMakeOneDeadLetterOfEachAndProcessTheUsableOnes() throws Exception {
    var random = new Random(SEED);
    try (var services = AllServices.start(cluster, database, state)) {
      await().atMost(TIMEOUT).until(services::ready);

      for (var input : InputTopic.values()) {
        sendMixed(input, random);
      }

      awaitUsable();
      assertThat(services.failed()).isEmpty();
    }
    assertThat(foreign).hasSizeGreaterThan(400);
    assertOneDeadLetterEach();

    try (var services = AllServices.start(cluster, database, state)) {
      await().atMost(TIMEOUT).until(services::ready);
      for (var input : InputTopic.values()) {
        sendUsableToAllPartitions(input);
      }
      awaitUsable();
      assertThat(services.failed()).isEmpty();
    }
    assertOneDeadLetterEach();
  }

  /** All kinds in a random order, a usable one now and then, and in the end in every partition. */
  private void sendMixed(InputTopic input, Random random) throws Exception {
    var records = ForeignRecord.all(random, input.keyed());
    Collections.shuffle(records, random);
    for (var i = 0; i < records.size(); i++) {
      var record = records.get(i);
      var sent =
          producer
              .send(
                  new ProducerRecord<>(
                      topic(input),
                      i % PARTITIONS,
                      null,
                      record.key(),
                      record.value(),
                      record.headers()))
              .get();
      var place = topic(input) + "-" + sent.partition() + "-" + sent.offset();
      foreign.add(new Sent(input, record, place));
      if (i % 10 == 5) {
        sendUsable(input, i % PARTITIONS);
      }
    }
    sendUsableToAllPartitions(input);
  }

  private void sendUsableToAllPartitions(InputTopic input) throws Exception {
    for (var partition = 0; partition < PARTITIONS; partition++) {
      sendUsable(input, partition);
    }
  }

  private void sendUsable(InputTopic input, int partition) throws Exception {
    var number = numbers++;
    usableNumbers.computeIfAbsent(input, _ -> new ArrayList<>()).add(number);
    var record = usable.of(input, number);
    producer
        .send(
            new ProducerRecord<>(
                topic(input),
                partition,
                null,
                record.key().getBytes(StandardCharsets.UTF_8),
                record.value(),
                null))
        .get();
  }

  private void awaitUsable() {
    for (var input : InputTopic.values()) {
      var result = input.result(cluster.kafka().topics());
      var wanted = usableNumbers.getOrDefault(input, List.of());
      var topic = result.topic();
      if (topic != null) {
        var keys = wanted.stream().map(number -> result.key().apply(number)).toList();
        await(input + " on " + topic)
            .atMost(TIMEOUT)
            .untilAsserted(() -> assertThat(keys(topic)).containsAll(keys));
      }
      if (!result.row().isEmpty()) {
        await(input + " in the database")
            .atMost(TIMEOUT)
            .untilAsserted(() -> assertThat(missing(result.row(), wanted)).isEmpty());
      }
    }
  }

  private Set<String> keys(String topic) {
    return records(topic).stream()
        .filter(record -> record.key() != null)
        .map(record -> new String(record.key(), StandardCharsets.UTF_8))
        .collect(Collectors.toSet());
  }

  private List<String> missing(String query, List<Integer> wanted) throws SQLException {
    var missing = new ArrayList<String>();
    return client.onConnection(
        connection -> {
          try (var statement = connection.prepareStatement(query)) {
            for (var number : wanted) {
              statement.setString(1, UsableRecords.key(number));
              if (!statement.executeQuery().next()) {
                missing.add(UsableRecords.key(number));
              }
            }
          }
          return missing;
        });
  }

  private void assertOneDeadLetterEach() {
    for (var service :
        List.of("ivr-streams", "disposition-streams", "dnc-streams", "sink-postgres")) {
      var deadLetters = new HashMap<String, Integer>();
      for (var deadLetter : records(cluster.name(service + ".dlq"))) {
        deadLetters.merge(source(deadLetter), 1, Integer::sum);
      }
      var ours = foreign.stream().filter(it -> it.input().readers().contains(service)).toList();
      assertThat(ours)
          .filteredOn(it -> it.hasOneDeadLetterOf(service))
          .as(service)
          .allSatisfy(
              it ->
                  assertThat(deadLetters)
                      .as("%s", it.record().kind())
                      .containsEntry(it.place(), 1));
      var places = new HashSet<>(ours.stream().map(Sent::place).toList());
      assertThat(deadLetters.keySet()).as("dead letters of %s", service).isSubsetOf(places);
      assertThat(deadLetters.values()).as("dead letters of %s", service).containsOnly(1);
    }
  }

  private static String source(ConsumerRecord<byte[], byte[]> deadLetter) {
    return header(deadLetter, DeadLetterHeaders.TOPIC)
        + "-"
        + header(deadLetter, DeadLetterHeaders.PARTITION)
        + "-"
        + header(deadLetter, DeadLetterHeaders.OFFSET);
  }

  private static String header(ConsumerRecord<byte[], byte[]> deadLetter, String name) {
    return EventHeaders.text(deadLetter.headers(), name).orElse("none");
  }

  private List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    return cluster.read(topic.substring(cluster.kafka().prefix().value().length()));
  }

  private String topic(InputTopic input) {
    return input.topic(cluster.kafka().topics());
  }
}
