package io.switchboard.replay.copy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.LogWindow;
import io.switchboard.replay.reading.OffsetRange;
import io.switchboard.replay.reading.Progress;
import io.switchboard.replay.reading.WindowBound;
import io.switchboard.testkit.cluster.TestCluster;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ReplayTest {
  private static final Instant BEGIN =
      Instant.now().minus(Duration.ofDays(20)).truncatedTo(ChronoUnit.SECONDS);
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private final TestCluster cluster = TestCluster.start();

  @BeforeEach
  void createTopic() {
    cluster.create("calls", 3, Map.of("retention.ms", "-1"));
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void shouldKeepKeyValuePartitionTimestampAndOrder() {
    send(3_000);

    replay("r-1", selection(null, null), Speed.MAX);

    assertThat(seen(copied())).isEqualTo(seen(cluster.read("calls")));
  }

  @Test
  void shouldSayOfEachRecordWhatItRepeats() {
    send(3);

    replay("r-1", selection(null, null), Speed.MAX);

    assertThat(copied())
        .allSatisfy(
            record -> {
              assertThat(header(record, "replay-id")).isEqualTo("r-1");
              assertThat(header(record, "replay-of"))
                  .isEqualTo(cluster.name("calls") + "-" + record.partition() + "-0");
              assertThat(header(record, "replay-at")).isNotBlank();
              assertThat(header(record, "ce_id")).isEqualTo("id-" + record.partition());
              assertThat(EventHeaders.isTraceparent(header(record, "traceparent"))).isTrue();
              assertThat(header(record, "traceparent"))
                  .startsWith(TRACE.substring(0, 36))
                  .isNotEqualTo(TRACE);
            });
  }

  @Test
  void shouldWriteOnlyWhatFits() {
    send(300);

    var written = replay("r-1", selection("k7", "n < 100 and not n = 37"), Speed.MAX);

    assertThat(written).isEqualTo(9);
    assertThat(copied()).extracting(ReplayTest::value).noneMatch(v -> v.contains("37"));
  }

  @Test
  void shouldGoOnAfterItWasBrokenOffAndWriteNothingTwice() {
    send(30_000);
    try (var broken = Replay.open(cluster.kafka(), "r-1", InstantSource.system());
        var reader = LogReader.open(cluster.kafka())) {
      var begun = begin(broken, reader, "r-1", selection(null, null), Speed.MAX);
      assertThatExceptionOfType(BrokenOff.class)
          .isThrownBy(() -> broken.run(begun, reader, breakingOffAt(21_000)));
    }

    resume("r-1");

    assertThat(seen(copied())).isEqualTo(seen(cluster.read("calls")));
  }

  @Test
  void shouldFenceAPredecessorThatIsStillAtWork() {
    send(30_000);
    try (var frozen = Replay.open(cluster.kafka(), "r-1", InstantSource.system());
        var reader = LogReader.open(cluster.kafka())) {
      var begun = begin(frozen, reader, "r-1", selection(null, null), Speed.MAX);
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> frozen.run(begun, reader, takingOverAt(15_000)))
          .withMessageContaining("replay r-1 was taken over")
          .withMessageContaining("--resume r-1");
    }

    assertThat(seen(copied())).isEqualTo(seen(cluster.read("calls")));
  }

  @Test
  void shouldKnowAllPartitionsOfAReplayThatWasKilledBeforeACommit() {
    send(30);
    begin("r-1");

    var known = new AtomicReference<Optional<ReplayProgress>>(Optional.empty());
    beforeCommit("r-1", () -> known.set(progress("r-1")));

    assertThat(known.get()).hasValueSatisfying(it -> assertThat(it.left()).isEqualTo(30));
  }

  @Test
  void shouldHaveNothingLeftToDoWhenItIsComplete() {
    send(30);
    replay("r-1", selection(null, null), Speed.MAX);

    assertThat(progress("r-1"))
        .hasValueSatisfying(progress -> assertThat(progress.open()).isEmpty());
  }

  @Test
  void shouldRefuseToBeginUnderAnIdThatIsTaken() {
    send(30);
    replay("r-1", selection(null, null), Speed.MAX);

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> replay("r-1", selection(null, null), Speed.MAX))
        .withMessageContaining("resume");
  }

  @Test
  void shouldLetRecordsWaitForTheirTime() {
    for (var i = 0; i < 4; i++) {
      cluster.send("calls", i % 3, BEGIN.plusSeconds(i * 10L).toEpochMilli(), "k", "v" + i);
    }
    cluster.flush();
    var began = System.nanoTime();

    replay("r-1", selection(null, null), Speed.parse("20x"));

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(1_400));
    assertThat(seen(copied())).isEqualTo(seen(cluster.read("calls")));
  }

  @Test
  void shouldCountInThePlanWhatItWouldWrite() {
    send(300);
    try (var reader = LogReader.open(cluster.kafka())) {
      var selection = selection(null, "n < 30");
      var statistics =
          SelectionStatistics.of(reader, ranges(reader), selection.predicate(), Progress.SILENT);

      assertThat(statistics.records()).isEqualTo(30);
      assertThat(statistics.byPartition()).isEqualTo(Map.of(0, 10L, 1, 10L, 2, 10L));
      assertThat(statistics.byType()).isEqualTo(Map.of("test", 30L));
      assertThat(statistics.keys()).isEqualTo(10);
      assertThat(statistics.topKeys(1)).containsExactly(Map.entry("k0", 3L));
      assertThat(statistics.first()).isEqualTo(BEGIN);
      assertThat(statistics.last()).isEqualTo(BEGIN.plusSeconds(29));
      assertThat(statistics.estimate(Speed.parse("original"))).isEqualTo(Duration.ofSeconds(29));
    }
  }

  @Test
  void shouldMakeATargetThatKeepsOldRecordsUnderTheirOwnTime() {
    send(3);

    var target =
        ReplayTarget.describe(cluster.admin(), cluster.kafka(), cluster.name("calls"), "x");

    assertThat(target.exists()).isFalse();
    assertThat(target.partitions()).isEqualTo(3);
    assertThat(target.replication()).isEqualTo(new ReplayTarget.Replication((short) 1, 1));
    assertThat(target.needsForce()).isFalse();
  }

  @Test
  void shouldNeedForceForALiveTopicAndSayWhatHappensThere() {
    cluster.create("cxone.dtmf", 3, Map.of("message.timestamp.type", "LogAppendTime"));

    var target = look("cxone.dtmf");

    assertThat(target.needsForce()).isTrue();
    assertThat(target.readers()).contains("ivr-streams");
    assertThat(target.consequences()).anyMatch(it -> it.contains("LogAppendTime"));
  }

  @Test
  void shouldNeedForceForATopicThatAnyGroupReads() throws Exception {
    cluster.create("team.inbox", 3, Map.of());
    cluster
        .admin()
        .alterConsumerGroupOffsets(
            cluster.name("team"),
            Map.of(new TopicPartition(cluster.name("team.inbox"), 0), new OffsetAndMetadata(0)))
        .all()
        .get();

    var target = look("team.inbox");

    assertThat(target.needsForce()).isTrue();
    assertThat(target.readers()).containsExactly("group " + cluster.name("team"));
  }

  @Test
  void shouldRefuseATopicWithAnotherNumberOfPartitions() {
    cluster.create("narrow", 2, Map.of());

    assertThat(look("narrow").obstacles()).singleElement().asString().contains("2 partitions");
  }

  private ReplayTarget look(String into) {
    return ReplayTarget.describe(
        cluster.admin(), cluster.kafka(), cluster.name("calls"), cluster.name(into));
  }

  /** All copies: the markers of a transaction are written after its commit is acknowledged. */
  private List<ConsumerRecord<byte[], byte[]>> copied() {
    await().until(() -> cluster.committedEnd("copy") == cluster.end("copy"));
    return cluster.read("copy");
  }

  private long replay(String id, Selection selection, Speed speed) {
    try (var replay = Replay.open(cluster.kafka(), id, InstantSource.system());
        var reader = LogReader.open(cluster.kafka())) {
      var begun = begin(replay, reader, id, selection, speed);
      return replay.run(begun, reader, Progress.SILENT);
    }
  }

  private ReplayProgress begin(
      Replay replay, LogReader reader, String id, Selection selection, Speed speed) {
    look("copy").create(cluster.admin());
    return replay.begin(
        cluster.admin(),
        new ReplayJob(id, selection, cluster.name("copy"), speed.toString()),
        ranges(reader));
  }

  private void resume(String id) {
    try (var replay = Replay.open(cluster.kafka(), id, InstantSource.system());
        var reader = LogReader.open(cluster.kafka())) {
      replay.run(progress(id).orElseThrow(), reader, Progress.SILENT);
    }
  }

  private void begin(String id) {
    try (var replay = Replay.open(cluster.kafka(), id, InstantSource.system());
        var reader = LogReader.open(cluster.kafka())) {
      begin(replay, reader, id, selection(null, null), Speed.MAX);
    }
  }

  private Optional<ReplayProgress> progress(String id) {
    return ReplayProgress.read(cluster.admin(), cluster.kafka().prefix(), id);
  }

  /** Runs something while a replay has sent the offset of a partition, and not committed it. */
  private void beforeCommit(String id, Runnable action) {
    var group = ReplayProgress.group(cluster.kafka().prefix(), id);
    var properties =
        cluster.kafka().clientProperties(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, group));
    var partition = new TopicPartition(cluster.name("calls"), 1);
    try (var producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.sendOffsetsToTransaction(
          Map.of(partition, new OffsetAndMetadata(5)), new ConsumerGroupMetadata(group));
      action.run();
      producer.abortTransaction();
    }
  }

  private List<OffsetRange> ranges(LogReader reader) {
    return reader.ranges(reader.partitions(cluster.name("calls")), LogWindow.ALL);
  }

  private Selection selection(@Nullable String key, @Nullable String where) {
    var window = new LogWindow(new WindowBound.Beginning(), new WindowBound.End());
    return Selection.of(cluster.name("calls"), window, key, where, BEGIN);
  }

  private Progress breakingOffAt(long offset) {
    return (done, _) -> {
      if (done >= offset) {
        throw new BrokenOff();
      }
    };
  }

  private Progress takingOverAt(long offset) {
    return new Progress() {
      private boolean taken;

      @Override
      public void at(long done, long total) {
        if (done >= offset && !taken) {
          taken = true;
          resume("r-1");
        }
      }
    };
  }

  private void send(int count) {
    for (var i = 0; i < count; i++) {
      var headers = new RecordHeaders();
      headers.add("ce_type", "test".getBytes(UTF_8));
      headers.add("ce_id", ("id-" + i).getBytes(UTF_8));
      headers.add("traceparent", TRACE.getBytes(UTF_8));
      var at = BEGIN.plusSeconds(i).toEpochMilli();
      cluster.send("calls", i % 3, at, "k" + i % 10, "{\"n\":" + i + "}", headers);
    }
    cluster.flush();
  }

  /** By partition, in order: time, key and value. */
  private static Map<Integer, List<String>> seen(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream()
        .collect(
            groupingBy(
                ConsumerRecord::partition,
                mapping(
                    record ->
                        record.timestamp()
                            + " "
                            + new String(record.key(), UTF_8)
                            + " "
                            + value(record),
                    toList())));
  }

  private static String value(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.value(), UTF_8);
  }

  private static String header(ConsumerRecord<?, ?> record, String name) {
    return EventHeaders.text(record.headers(), name).orElse("");
  }

  private static final class BrokenOff extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
