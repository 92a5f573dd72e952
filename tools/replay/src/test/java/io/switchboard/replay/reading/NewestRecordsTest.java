package io.switchboard.replay.reading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testkit.cluster.TestCluster;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class NewestRecordsTest {
  private static final long START = System.currentTimeMillis() - 100_000;
  private final TestCluster cluster = TestCluster.start();

  @BeforeEach
  void createTopic() {
    cluster.create("calls", 2, Map.of());
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void shouldFindRecordsBehindManyTransactionMarkers() {
    try (var producer =
        new KafkaProducer<>(
            cluster.kafka().clientProperties(Map.of("transactional.id", cluster.name("tx"))),
            new StringSerializer(),
            new StringSerializer())) {
      producer.initTransactions();
      transaction(producer, "wanted", true);
      for (var i = 0; i < 70; i++) {
        transaction(producer, "aborted", false);
      }
    }

    assertThat(newest(1, _ -> true)).containsExactly("wanted");
  }

  @Test
  void shouldCountAcrossPartitionsByTime() {
    for (var i = 0; i < 10; i++) {
      cluster.send("calls", i % 2, START + i, "k", "v" + i);
    }
    cluster.flush();

    assertThat(newest(3, _ -> true)).containsExactly("v7", "v8", "v9");
  }

  @Test
  void shouldReadBackUntilEnoughRecordsMatch() {
    for (var i = 0; i < 600; i++) {
      cluster.send("calls", 0, START + i, "k", i < 3 ? "rare" + i : "common");
    }
    cluster.flush();

    assertThat(newest(2, record -> text(record).startsWith("rare")))
        .containsExactly("rare1", "rare2");
  }

  @Test
  void shouldEndOnAnEmptyTopic() {
    assertThat(newest(5, _ -> true)).isEmpty();
  }

  private List<String> newest(long count, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
    try (var reader = LogReader.open(cluster.kafka())) {
      var ends = reader.last(reader.partitions(cluster.name("calls")), 0);
      return NewestRecords.before(reader, ends, count, wanted).stream()
          .map(NewestRecordsTest::text)
          .toList();
    }
  }

  private void transaction(KafkaProducer<String, String> producer, String value, boolean commit) {
    producer.beginTransaction();
    var _ = producer.send(new ProducerRecord<>(cluster.name("calls"), 0, "k", value));
    producer.flush();
    if (commit) {
      producer.commitTransaction();
    } else {
      producer.abortTransaction();
    }
  }

  private static String text(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.value(), UTF_8);
  }
}
