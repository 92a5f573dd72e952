package io.switchboard.replay.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.replay.copy.Selection;
import io.switchboard.replay.copy.SelectionStatistics;
import io.switchboard.testkit.cluster.TestCluster;
import io.switchboard.testkit.process.ProcessSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * That a scan with a filter finds what is there, and how frugal it is; the bench tells how fast.
 */
final class ScanTest {
  private static final String FILTER =
      "severity = 'critical' and eventTime >= '2026-11-20T00:00:00Z'";
  private static final String[] SEVERITIES = {"critical", "medium", "low"};

  @TempDir private Path directory;
  private final TestCluster cluster = TestCluster.start();
  private int critical;

  @BeforeEach
  void createTopic() {
    cluster.create("classified", 3, Map.of("segment.bytes", "67108864"));
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void shouldFindWhatIsThere() {
    send(30_000);

    assertThat(scan(FILTER)).isEqualTo(critical);
  }

  /** In a process of its own that has no memory to grow into. */
  @Tag("long")
  @Test
  void shouldScanFiveMillionRecordsInLittleMemory() throws IOException {
    send(5_000_000);
    var log = directory.resolve("log");
    var process =
        ProcessSpec.java(Scanning.class, List.of("-Xmx64m", "-XX:+UseSerialGC"))
            .logTo(log)
            .arguments(
                String.valueOf(cluster.kafka().properties().get("bootstrap.servers")),
                cluster.name("classified"),
                FILTER)
            .start();

    var exitCode = process.awaitExit(Duration.ofMinutes(5));

    var said = Files.readString(log);
    System.out.println(said);
    assertThat(exitCode).as(said).isZero();
    assertThat(said).contains("records " + critical + " ");
  }

  /** What the process of its own does: plans a replay. */
  static final class Scanning {
    private Scanning() {}

    public static void main(String[] arguments) {
      var kafka = new KafkaSettings(Map.of("bootstrap.servers", arguments[0]), TopicPrefix.NONE);
      try (var reader = LogReader.open(kafka)) {
        var ranges = reader.ranges(reader.partitions(arguments[1]), LogWindow.ALL);
        var selection =
            Selection.of(arguments[1], LogWindow.ALL, null, arguments[2], Instant.now());
        var statistics =
            SelectionStatistics.of(reader, ranges, selection.predicate(), Progress.SILENT);
        System.out.printf(
            "records %d of %d keys, heap in use %d MB of %d%n",
            statistics.records(),
            statistics.keys(),
            (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20,
            Runtime.getRuntime().maxMemory() >> 20);
      }
    }
  }

  private long scan(String filter) {
    try (var reader = LogReader.open(cluster.kafka())) {
      var topic = cluster.name("classified");
      var selection = Selection.of(topic, LogWindow.ALL, null, filter, Instant.now());
      var wanted = selection.predicate();
      var found = 0L;
      var reading = reader.read(reader.ranges(reader.partitions(topic), LogWindow.ALL));
      while (!reading.finished()) {
        for (var record : reading.poll()) {
          found += wanted.test(record) ? 1 : 0;
        }
      }
      return found;
    }
  }

  private void send(int count) {
    var random = new Random(41);
    for (var i = 0; i < count; i++) {
      var severity = SEVERITIES[random.nextInt(SEVERITIES.length)];
      critical += severity.equals("critical") ? 1 : 0;
      cluster.send(
          "classified",
          i % 3,
          Instant.now().toEpochMilli(),
          "c-" + i,
          """
          {"eventId":"%032x","contactId":"c-%d","dispositionCode":"1001","category":"do_not_call",\
          "severity":"%s","ruleId":"do-not-call","rulesVersion":"1-0a1b2c3d4e5f",\
          "auditEntry":"[2026-11-20T10:00:00Z] Disposition 1001 mapped to do_not_call",\
          "revision":1,"stale":false,"eventTime":"2026-11-20T10:00:00.000Z"}"""
              .formatted(random.nextLong(), i, severity));
    }
    cluster.flush();
  }
}
