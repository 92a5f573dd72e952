package io.switchboard.replay.reading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.switchboard.testkit.cluster.TestCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LogReaderTest {
  private static final long NOON =
      Instant.now()
          .minus(Duration.ofDays(3))
          .truncatedTo(java.time.temporal.ChronoUnit.DAYS)
          .toEpochMilli();
  private final TestCluster cluster = TestCluster.start();

  @BeforeEach
  void createTopic() {
    cluster.create("calls", 3, Map.of());
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void shouldEndWhereTheLogEndedAtTheStart() {
    send(30);
    try (var reader = LogReader.open(cluster.kafka())) {
      var ranges = reader.ranges(reader.partitions(cluster.name("calls")), LogWindow.ALL);
      send(30);

      var read = values(reader.read(ranges));

      assertThat(read).hasSize(30);
    }
  }

  @Test
  void shouldSeeCommittedRecordsOnlyAndEndBehindTransactionMarkers() {
    try (var producer =
        new KafkaProducer<>(
            cluster.kafka().clientProperties(Map.of("transactional.id", cluster.name("tx"))),
            new StringSerializer(),
            new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      var _ = producer.send(new ProducerRecord<>(cluster.name("calls"), 0, "k", "aborted"));
      producer.flush();
      producer.abortTransaction();
      producer.beginTransaction();
      var _ = producer.send(new ProducerRecord<>(cluster.name("calls"), 0, "k", "committed"));
      producer.commitTransaction();
      producer.beginTransaction();
      var _ = producer.send(new ProducerRecord<>(cluster.name("calls"), 0, "k", "open"));
      producer.flush();

      try (var reader = LogReader.open(cluster.kafka())) {
        var read = values(read(reader, LogWindow.ALL));

        assertThat(read).containsExactly("committed");
      }
      producer.abortTransaction();
    }
  }

  @Test
  void shouldReadAWindowOfTimeExactlyThoughTimesAreOutOfOrder() {
    for (var minute : List.of(0, 10, 5, 20, 12, 30, 15, 60, 14)) {
      cluster.send("calls", 0, NOON + minute * 60_000L, "k", "m" + minute);
    }
    cluster.flush();
    try (var reader = LogReader.open(cluster.kafka())) {
      var window = new LogWindow(at(10), at(20));
      var read =
          all(read(reader, window)).stream()
              .filter(record -> window.contains(record.timestamp()))
              .map(LogReaderTest::value)
              .toList();

      assertThat(read).containsExactly("m10", "m12", "m15", "m14");
    }
  }

  @Test
  void shouldReadAWindowThatAServiceWroteDaysLateInManyTransactions() {
    try (var producer =
        new KafkaProducer<>(
            cluster.kafka().clientProperties(Map.of("transactional.id", cluster.name("late"))),
            new StringSerializer(),
            new StringSerializer())) {
      producer.initTransactions();
      for (var minute : List.of(0, 5, 9, 20)) {
        producer.beginTransaction();
        var at = NOON + minute * 60_000L;
        var _ =
            producer.send(new ProducerRecord<>(cluster.name("calls"), 0, at, "k", "m" + minute));
        producer.commitTransaction(); // its marker has the time of now
      }
    }
    try (var reader = LogReader.open(cluster.kafka())) {
      var partitions = reader.partitions(cluster.name("calls"));
      var read =
          values(
              reader.read(reader.ranges(partitions, new LogWindow(at(0), at(10)), Duration.ZERO)));

      assertThat(read).containsExactly("m0", "m5", "m9");
    }
  }

  @Test
  void shouldReadFromAnOffsetInEveryPartition() {
    send(30);
    try (var reader = LogReader.open(cluster.kafka())) {
      var window = new LogWindow(new WindowBound.Offset(4), new WindowBound.Offset(6));

      var read = all(read(reader, window));

      assertThat(read).extracting(ConsumerRecord::offset).containsOnly(4L, 5L).hasSize(6);
    }
  }

  @Test
  void shouldMergeByTimeAndKeepEachPartitionsOrder() {
    for (var i = 0; i < 9_000; i++) {
      cluster.send("calls", i % 3, NOON + (i % 3 == 2 ? i / 10 : i), "k" + i, "" + i);
    }
    cluster.flush();
    try (var reader = LogReader.open(cluster.kafka())) {
      var ranges = reader.ranges(reader.partitions(cluster.name("calls")), LogWindow.ALL);
      var merge = new TimeMerge(reader.read(ranges), ranges);

      var merged = new ArrayList<ConsumerRecord<byte[], byte[]>>();
      for (var next = merge.next(); next != null; next = merge.next()) {
        merged.add(next);
      }

      assertThat(merged).hasSize(9_000);
      assertThat(merged.stream().map(ConsumerRecord::timestamp)).isSorted();
      for (var partition = 0; partition < 3; partition++) {
        var its = partition;
        assertThat(
                merged.stream()
                    .filter(record -> record.partition() == its)
                    .map(ConsumerRecord::offset))
            .isSorted();
      }
    }
  }

  @Test
  void shouldMergeOnePollLikewiseThoughAPartitionsTimesAreOutOfOrder() {
    var first = new TopicPartition("t", 0);
    var second = new TopicPartition("t", 1);
    var records =
        new ConsumerRecords<>(
            Map.of(
                first, List.of(at(first, 0, 10), at(first, 1, 5), at(first, 2, 30)),
                second, List.of(at(second, 0, 7), at(second, 1, 20))),
            Map.of());

    var merged = TimeMerge.merged(records);

    assertThat(merged.stream().map(ConsumerRecord::timestamp))
        .containsExactly(7L, 10L, 5L, 20L, 30L);
  }

  private static ConsumerRecord<byte[], byte[]> at(TopicPartition tp, long offset, long time) {
    return new ConsumerRecord<>(
        tp.topic(),
        tp.partition(),
        offset,
        time,
        TimestampType.CREATE_TIME,
        0,
        0,
        new byte[0],
        new byte[0],
        new RecordHeaders(),
        Optional.empty());
  }

  @Test
  void shouldCountWhatRetentionDeletedBeforeItWasRead() throws Exception {
    send(30);
    var first = new TopicPartition(cluster.name("calls"), 0);
    try (var reader = LogReader.open(cluster.kafka())) {
      var ranges = reader.ranges(List.of(first), LogWindow.ALL);
      delete(first, 7);
      var reading = reader.read(ranges);

      var read = all(reading);

      assertThat(read).extracting(ConsumerRecord::offset).containsExactly(7L, 8L, 9L);
      assertThat(reading.deleted()).isEqualTo(7);
      assertThat(reading.done()).isEqualTo(reading.total());
    }
  }

  @Test
  void shouldNameTheTopicsThereAreWhenOneIsUnknown() {
    try (var reader = LogReader.open(cluster.kafka())) {
      assertThatExceptionOfType(UnknownTopicException.class)
          .isThrownBy(() -> reader.partitions(cluster.name("cals")))
          .withMessageContaining("no topic " + cluster.name("cals"))
          .withMessageContaining(cluster.name("calls"));
    }
  }

  @Test
  void shouldLeaveNoGroupBehind() throws Exception {
    send(3);
    try (var reader = LogReader.open(cluster.kafka())) {
      values(read(reader, LogWindow.ALL));
    }

    var groups = cluster.admin().listGroups().all().get();

    assertThat(groups).noneMatch(group -> group.groupId().startsWith(cluster.name("")));
  }

  private RangeReader read(LogReader reader, LogWindow window) {
    return reader.read(reader.ranges(reader.partitions(cluster.name("calls")), window));
  }

  private void delete(TopicPartition partition, long before)
      throws ExecutionException, InterruptedException {
    cluster
        .admin()
        .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(before)))
        .all()
        .get();
  }

  private void send(int count) {
    for (var i = 0; i < count; i++) {
      cluster.send("calls", i % 3, NOON + i, "k" + i, "v" + i);
    }
    cluster.flush();
  }

  private static WindowBound at(int minute) {
    return new WindowBound.At(Instant.ofEpochMilli(NOON + minute * 60_000L));
  }

  private static List<ConsumerRecord<byte[], byte[]>> all(RangeReader reading) {
    var all = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    while (!reading.finished()) {
      all.addAll(reading.poll());
    }
    return all;
  }

  private static List<String> values(RangeReader reading) {
    return all(reading).stream().map(LogReaderTest::value).toList();
  }

  private static String value(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.value(), UTF_8);
  }
}
