package io.switchboard.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.contract.headers.DeadLetterHeaders;
import io.switchboard.contract.headers.DeadLetterRecord;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.service.HealthCheck;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
final class StreamsServiceTest {
  private static final String DLQ = "lengths.dlq";
  private static final Map<String, String> AS_IN_TOPICS_YAML =
      Map.of("max.message.bytes", Integer.toString(DeadLetterRecord.MAX_BYTES));

  @TempDir Path state;
  private StreamsRig rig;

  @BeforeEach
  void createTopics() throws Exception {
    rig = new StreamsRig(state, AS_IN_TOPICS_YAML);
  }

  @Test
  void shouldPutWhatTheRulesCannotTakeAsideAndGoOn() throws Exception {
    try (var _ = rig.start()) {
      rig.send("one", "poison", "three");

      assertThat(rig.texts("out", 2)).containsExactly("3", "5");
    }
    var deadLetter = rig.read(DLQ, 1).getFirst();
    assertThat(StreamsRig.text(deadLetter.value())).isEqualTo("poison");
    assertThat(header(deadLetter, DeadLetterHeaders.OFFSET)).isEqualTo("1");
    assertThat(header(deadLetter, DeadLetterHeaders.TOPIC)).isEqualTo(rig.prefix + "in");
    assertThat(header(deadLetter, DeadLetterHeaders.ERROR_CLASS))
        .isEqualTo("IllegalArgumentException");
    assertThat(header(deadLetter, DeadLetterHeaders.MESSAGE)).contains("cannot take ***67");
    assertThat(rig.meters.counter("stream_dead_letters_total").count()).isEqualTo(1);
  }

  @Test
  void shouldCommitRecentRecordsBeforeTheCommitIntervalEnds() throws Exception {
    try (var _ = rig.startCopyingWithEarlyCommits(Duration.ofMinutes(10))) {
      await()
          .atMost(Duration.ofMinutes(3))
          .untilAsserted(
              () -> {
                rig.send("recent"); // again, because it may be old when the service has started
                assertThat(rig.committedEnd("out")).isPositive();
              });
    }
  }

  /** Kafka Streams commits after each punctuation, also when nothing was processed. */
  @Test
  void shouldCommitNothingWhenNothingWasProcessed() throws Exception {
    var commits = new AtomicLong();
    try (var service = rig.startCopyingWithEarlyCommits(Duration.ofMillis(20))) {
      rig.send("one");
      rig.read("out", 1);

      await()
          .during(Duration.ofSeconds(1))
          .atMost(Duration.ofMinutes(1))
          .until(() -> commits.getAndSet(commitsOf(service)) == commits.get());
    }

    assertThat(commits).hasPositiveValue();
  }

  private static long commitsOf(StreamsService service) {
    return service.client().metrics().values().stream()
        .filter(metric -> metric.metricName().group().equals("stream-thread-metrics"))
        .filter(metric -> metric.metricName().name().equals("commit-total"))
        .mapToLong(metric -> ((Number) metric.metricValue()).longValue())
        .sum();
  }

  @Test
  void shouldMakeChangelogsInProductionThatSurviveABroker() {
    var options = StreamsOptions.read(rig.environment("SWITCHBOARD_ENV", "production"));

    assertThat(StreamsService.properties(StreamsRig.SERVICE, rig.kafka, options))
        .containsEntry("replication.factor", 3)
        .containsEntry("topic.min.insync.replicas", "2");
  }

  @Test
  void shouldFailWithTheSettingThatAsksForMoreReplicasThanThereAreBrokers() {
    var environment = rig.environment("SWITCHBOARD_ENV", "production");

    try (var _ = rig.startCounting(environment)) {
      await()
          .atMost(Duration.ofMinutes(3))
          .untilAsserted(
              () ->
                  assertThat(rig.health.snapshot())
                      .filteredOn(check -> check.status() == HealthCheck.Status.FAILED)
                      .singleElement()
                      .asString()
                      .contains("REPLICATION_FACTOR"));
    }
  }

  @Test
  void shouldCountTheStandbyThatNoOtherInstanceHas() {
    try (var _ = rig.startCounting(rig.environment("STANDBY_REPLICAS", "1"))) {
      await()
          .atMost(Duration.ofMinutes(3))
          .until(() -> rig.meters.get("stream_standby_tasks_wanted").gauge().value() == 1);

      assertThat(rig.meters.get("stream_standby_tasks").gauge().value()).isZero();
    }
  }

  @Test
  void shouldWantNoStandbyOfATopologyWithoutState() {
    assertThat(StandbyTasks.withState(rig.topology("in").describe())).isEmpty();
  }

  @Test
  void shouldMakeOneDeadLetterOfARecordWithoutKeyAndValue() throws Exception {
    try (var _ = rig.start()) {
      rig.send("one", null, "three", null, "fifth");

      assertThat(rig.texts("out", 3)).containsExactly("3", "5", "5");
    }
    assertThat(rig.read(DLQ, 2))
        .hasSize(2)
        .allSatisfy(deadLetter -> assertThat(deadLetter.key()).isNull())
        .allSatisfy(deadLetter -> assertThat(deadLetter.value()).isNull());
    assertNoThreadDied();
  }

  @Test
  void shouldKeepALargeRecordByteForByte() throws Exception {
    var large = "poison" + "x".repeat((1 << 20) + 500_000);
    try (var _ = rig.start()) {
      rig.send("one", large, "three");

      assertThat(rig.texts("out", 2)).containsExactly("3", "5");
    }
    assertThat(rig.texts(DLQ, 1)).containsExactly(large);
    assertNoThreadDied();
  }

  @Test
  void shouldOmitTheContentThatIsTooLargeForADeadLetter() throws Exception {
    try (var _ = rig.start()) {
      rig.send("one", "poison" + "x".repeat(5 << 20), "three");

      assertThat(rig.texts("out", 2)).containsExactly("3", "5");
    }
    var deadLetters = rig.read(DLQ, 1);
    assertThat(deadLetters).hasSize(1);
    assertThat(deadLetters.getFirst().value()).isNull();
    assertThat(header(deadLetters.getFirst(), DeadLetterHeaders.OMITTED))
        .startsWith("value 5242886 B");
    assertThat(header(deadLetters.getFirst(), DeadLetterHeaders.OFFSET)).isEqualTo("1");
    assertNoThreadDied();
  }

  @Test
  void shouldMakeADeadLetterOfARecordWhoseResultIsTooLarge() throws Exception {
    try (var _ = rig.start()) {
      rig.send("one", "grow", "three");

      assertThat(rig.texts("out", 2)).containsExactly("3", "5");
    }
    var deadLetters = rig.read(DLQ, 1);
    assertThat(deadLetters).extracting(it -> StreamsRig.text(it.value())).containsExactly("grow");
    assertThat(header(deadLetters.getFirst(), DeadLetterHeaders.ERROR_CLASS))
        .isEqualTo("OversizedRecordException");
    assertNoThreadDied();
  }

  @Test
  void shouldLearnThatADeadLetterTopicTakesLessThanItShould() throws Exception {
    rig = new StreamsRig(state, Map.of()); // as before `topics apply`: Kafka's own default
    try (var _ = rig.start()) {
      rig.send("one", "poison" + "x".repeat((1 << 20) + 500_000), "three", "poison2", "fifth");

      assertThat(rig.texts("out", 3)).containsExactly("3", "5", "5");
      assertThat(rig.health.alive()).isTrue();
    }
    var deadLetters = rig.read(DLQ, 2);
    assertThat(deadLetters).hasSize(2);
    assertThat(header(deadLetters.getFirst(), DeadLetterHeaders.OMITTED)).startsWith("value");
    assertThat(StreamsRig.text(deadLetters.getLast().value())).isEqualTo("poison2");
  }

  @Test
  void shouldPutNothingAsideForALimitThatIsTooLow() throws Exception {
    try (var _ = rig.start()) {
      rig.send("one");
      assertThat(rig.texts("out", 1)).containsExactly("3");
      rig.limitResults(10);

      rig.send("three");
      await()
          .atMost(Duration.ofMinutes(3))
          .until(() -> rig.meters.counter("stream_threads_replaced_total").count() > 0);
      rig.limitResults(1 << 20);

      assertThat(rig.texts("out", 2)).containsExactly("3", "5");
    }
    assertThat(rig.meters.counter("stream_dead_letters_total").count()).isZero();
  }

  @Test
  void shouldRunWhenAnInputTopicBecomesKnownLater() throws Exception {
    try (var _ = rig.start(rig.topology("late"))) {
      await().until(() -> rig.meters.counter("stream_threads_replaced_total").count() > 0);

      rig.create("late", Map.of());

      rig.sendTo("late", "one");
      assertThat(rig.texts("out", 1)).containsExactly("3");
      assertThat(rig.health.alive()).isTrue();
    }
  }

  @Test
  void shouldCountRecordsThatWereDeletedBeforeTheyWereRead() throws Exception {
    try (var _ = rig.start()) {
      rig.send("one");
      rig.read("out", 1);
    }
    rig.send("second", "third", "four");
    rig.deleteInputBefore(3);

    try (var _ = rig.start()) {
      assertThat(rig.texts("out", 2)).containsExactly("3", "4");
    }

    assertThat(rig.meters.counter("unread_records_deleted_total").count()).isEqualTo(2);
    assertThat(rig.meters.counter("truncated_logs_total").count()).isZero();
    assertNoThreadDied();
  }

  private void assertNoThreadDied() {
    assertThat(rig.meters.counter("stream_threads_replaced_total").count()).isZero();
    assertThat(rig.health.alive()).isTrue();
  }

  private static String header(ConsumerRecord<byte[], byte[]> deadLetter, String name) {
    return EventHeaders.text(deadLetter.headers(), name).orElse("");
  }
}
