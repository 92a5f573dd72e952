package io.switchboard.replay.reading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testkit.cluster.TestCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeySearchTest {
  private static final int RECORDS = 3_000;
  private final TestCluster cluster = TestCluster.start();

  @BeforeEach
  void createTopic() {
    cluster.create("results", 2, Map.of());
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "zstd"})
  void shouldReadAllRecordsOfAKey(String compression) {
    produce(
        Map.of("compression.type", compression, "linger.ms", "20"),
        producer -> {
          for (var i = 0; i < RECORDS; i++) {
            send(producer, i % 2, i % 700 == 3 ? "c-1" : "c-" + i % 10, "v" + i);
          }
          var _ = producer.send(new ProducerRecord<>(cluster.name("results"), 0, null, "no key"));
        });
    try (var reader = LogReader.open(cluster.kafka())) {
      var ranges = ranges(reader);
      var expected = all(reader, List.of(ranges)).stream().filter(KeySearchTest::isSought).toList();

      var read = all(reader, narrow(reader, ranges));

      assertThat(read)
          .filteredOn(KeySearchTest::isSought)
          .extracting(KeySearchTest::place)
          .hasSizeGreaterThan(RECORDS / 20)
          .containsExactlyInAnyOrderElementsOf(
              expected.stream().map(KeySearchTest::place).toList());
    }
  }

  @Test
  void shouldReadOnlyWhatIsNearARecordOfAKey() {
    produce(
        Map.of(),
        producer -> {
          for (var i = 0; i < RECORDS; i++) {
            send(producer, i % 2, i == 1_500 || i == 1_510 ? "c-1" : "c-2", "v" + i);
          }
        });
    try (var reader = LogReader.open(cluster.kafka())) {
      var done = new AtomicLong();

      var readings = reader.narrow(ranges(reader), keys(), done::addAndGet);

      assertThat(all(reader, readings)).hasSize(6).filteredOn(KeySearchTest::isSought).hasSize(2);
      assertThat(done.get()).isEqualTo(RECORDS);
    }
  }

  /** A fetch has room for one record of each partition. */
  @Test
  void shouldSearchBatchesThatFillAFetch() {
    var large = "x".repeat(800_000);
    produce(
        Map.of(),
        producer -> {
          for (var i = 0; i < 8; i++) {
            send(producer, i % 2, "c-" + i, large);
          }
        });
    try (var reader = LogReader.open(cluster.kafka())) {
      assertThat(all(reader, narrow(reader, ranges(reader))))
          .extracting(KeySearchTest::place)
          .containsExactly("1-0");
    }
  }

  @Test
  void shouldReadNoRecordOfAnAbortedTransaction() {
    produce(
        Map.of("transactional.id", cluster.name("tx")),
        producer -> {
          producer.initTransactions();
          producer.beginTransaction();
          send(producer, 0, "c-1", "aborted");
          producer.flush();
          producer.abortTransaction();
          producer.beginTransaction();
          send(producer, 0, "c-1", "committed");
          producer.commitTransaction();
        });
    try (var reader = LogReader.open(cluster.kafka())) {
      assertThat(all(reader, narrow(reader, ranges(reader))))
          .extracting(record -> new String(record.value(), UTF_8))
          .containsExactly("committed");
    }
  }

  @Test
  void shouldReadWhatIsLeftWhenRecordsAreDeletedMeanwhile()
      throws ExecutionException, InterruptedException {
    produce(
        Map.of(),
        producer -> {
          for (var i = 0; i < 20; i++) {
            send(producer, 0, "c-1", "v" + i);
          }
        });
    try (var reader = LogReader.open(cluster.kafka())) {
      var ranges = ranges(reader);
      var partition = new TopicPartition(cluster.name("results"), 0);
      var deletion = Map.of(partition, RecordsToDelete.beforeOffset(7));
      cluster.admin().deleteRecords(deletion).all().get();

      assertThat(all(reader, narrow(reader, ranges))).hasSize(13);
    }
  }

  @Test
  void shouldReadEverythingWhereNoBrokerAnswersASearch() {
    var ranges = List.of(new OffsetRange(new TopicPartition("results", 0), 3, 9));
    var deserializer = new ByteArrayDeserializer();
    var config =
        new ConsumerConfig(
            ConsumerConfig.appendDeserializerToConfig(
                cluster.kafka().clientProperties(Map.of()), deserializer, deserializer));
    var unreachable = Map.of(ranges.getFirst().partition(), new Node(7, "127.0.0.1", 1));

    var readings = KeySearch.narrow(config, unreachable, ranges, new KeyScan(keys()), _ -> {});

    assertThat(readings).containsExactly(ranges);
  }

  private static List<byte[]> keys() {
    return List.of("c-1".getBytes(UTF_8), "call:c-1".getBytes(UTF_8));
  }

  private static List<List<OffsetRange>> narrow(LogReader reader, List<OffsetRange> ranges) {
    return reader.narrow(ranges, keys(), _ -> {});
  }

  private List<OffsetRange> ranges(LogReader reader) {
    return reader.ranges(reader.partitions(cluster.name("results")), LogWindow.ALL);
  }

  private static List<ConsumerRecord<byte[], byte[]>> all(
      LogReader reader, List<List<OffsetRange>> readings) {
    var all = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    for (var ranges : readings) {
      var reading = reader.read(ranges);
      while (!reading.finished()) {
        all.addAll(reading.poll());
      }
    }
    return all;
  }

  private void produce(Map<String, String> properties, Consumer<Producer<String, String>> sends) {
    try (var producer =
        new KafkaProducer<>(
            cluster.kafka().clientProperties(Map.copyOf(properties)),
            new StringSerializer(),
            new StringSerializer())) {
      sends.accept(producer);
    }
  }

  private void send(Producer<String, String> producer, int partition, String key, String value) {
    var _ = producer.send(new ProducerRecord<>(cluster.name("results"), partition, key, value));
  }

  private static boolean isSought(ConsumerRecord<byte[], byte[]> record) {
    return record.key() != null && new String(record.key(), UTF_8).equals("c-1");
  }

  private static String place(ConsumerRecord<byte[], byte[]> record) {
    return record.partition() + "-" + record.offset();
  }
}
