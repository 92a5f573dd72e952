package io.switchboard.replay.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.replay.dlq.DeadLetterStore.DeadLetterState;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.LogWindow;
import io.switchboard.replay.reading.Progress;
import io.switchboard.testkit.cluster.TestCluster;
import io.switchboard.testkit.process.ProcessSpec;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A redrive whose process is killed loses no dead letter and sends none twice. */
final class KilledRedriveTest {
  private static final int DEAD_LETTERS = 1_000;
  private static final String RESOLUTIONS = "dlq.resolutions";

  @TempDir private Path directory;
  private final TestCluster cluster = RefusedRecords.start();

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void shouldRedriveEachOnceAfterAKill() {
    new RefusedRecords(cluster).write(0, DEAD_LETTERS, "22001");
    redriveUntilKilled();

    redrive(cluster.kafka());

    awaitMarkers(); // written after the commit is acknowledged
    var keys =
        cluster.readText(RefusedRecords.SOURCE).stream().map(record -> record.key()).toList();
    assertThat(keys)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, DEAD_LETTERS).mapToObj(offset -> "c-" + offset).toList());
    assertThat(open()).isZero();
  }

  private void awaitMarkers() {
    Awaitility.await()
        .until(
            () ->
                cluster.committedEnd(RefusedRecords.SOURCE) == cluster.end(RefusedRecords.SOURCE));
  }

  /** Kills the process when some of its transactions are committed and others are not. */
  private void redriveUntilKilled() {
    var before = cluster.committedEnd(RESOLUTIONS);
    try (var process =
        ProcessSpec.java(Redriving.class, ProcessSpec.SHORT_LIVED)
            .logTo(directory.resolve("redrive.log"))
            .arguments(
                String.valueOf(cluster.kafka().properties().get("bootstrap.servers")),
                cluster.kafka().prefix().value())
            .start()) {
      Awaitility.await()
          .pollInterval(Duration.ofMillis(20))
          .until(() -> cluster.committedEnd(RESOLUTIONS) > before);
      process.kill();
    }
  }

  /** What the process of its own does. */
  static final class Redriving {
    private Redriving() {}

    public static void main(String[] arguments) {
      redrive(
          new KafkaSettings(
              Map.of("bootstrap.servers", arguments[0]), new TopicPrefix(arguments[1])));
    }
  }

  private static void redrive(KafkaSettings kafka) {
    try (var reader = LogReader.open(kafka);
        var resolver = DeadLetterResolver.open(kafka, reader, "test", Clock.systemUTC())) {
      resolver.redrive(_ -> true, LogWindow.ALL, false, Integer.MAX_VALUE, Progress.SILENT);
    }
  }

  private long open() {
    try (var index = new DeadLetterIndex(cluster.kafka(), Duration.ofSeconds(15))) {
      return index.deadLetters(_ -> true, LogWindow.ALL).orElseThrow().stream()
          .filter(entry -> entry.state() == DeadLetterState.OPEN)
          .count();
    }
  }
}
