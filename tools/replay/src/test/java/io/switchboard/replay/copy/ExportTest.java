package io.switchboard.replay.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.contract.json.Json;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.LogWindow;
import io.switchboard.replay.reading.Progress;
import io.switchboard.replay.text.NumberMasking;
import io.switchboard.testkit.cluster.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExportTest {
  private final TestCluster cluster = TestCluster.start();
  @TempDir private Path directory;

  @BeforeEach
  void createTopic() {
    cluster.create("calls", 3, Map.of());
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void shouldWriteARecordALineWithNumbersMasked() throws IOException {
    cluster.send("calls", 1, now(), "+14155552671", "{\"phoneNumber\":\"+14155552671\",\"n\":1}");
    cluster.flush();
    var file = directory.resolve("calls.ndjson");

    export(file, NumberMasking.MASKED);

    JsonNode line = Json.mapper().readTree(Files.readString(file));
    assertThat(line.path("key").asText()).isEqualTo("***71");
    assertThat(line.path("value").path("phoneNumber").asText()).isEqualTo("***71");
    assertThat(line.path("value").path("n").asInt()).isEqualTo(1);
    assertThat(directory).isDirectoryContaining("glob:**/" + file.getFileName());
    assertThat(directory.toFile().list()).hasSize(1);
  }

  @Test
  void shouldWriteCellsThatNoSpreadsheetMistakes() throws IOException {
    cluster.send("calls", 1, now(), "=1+1", "a \"quoted\", value\nof two lines");
    cluster.flush();
    var file = directory.resolve("calls.csv");

    export(file, NumberMasking.MASKED);

    assertThat(Files.readString(file))
        .startsWith("topic,partition,offset,timestamp,key,type,id,value\r\n")
        .contains(",'=1+1,")
        .endsWith(",\"a \"\"quoted\"\", value\nof two lines\"\r\n");
  }

  @Test
  void shouldWriteAColumnForEachField() throws IOException {
    cluster.send("calls", 1, now(), "c", "{\"a\":1,\"context\":{\"vip\":true},\"path\":[\"1\"]}");
    cluster.send("calls", 1, now(), "c", "{\"b\":null,\"a\":\"x,y\"}");
    cluster.flush();
    var file = directory.resolve("calls.csv");

    export(file, NumberMasking.REVEALED);

    assertThat(Files.readString(file))
        .startsWith("topic,partition,offset,timestamp,key,type,id,a,context.vip,path,b\r\n")
        .contains(",c,,,1,true,\"[\"\"1\"\"]\",\r\n", ",c,,,\"x,y\",,,\r\n");
  }

  @Test
  void shouldGoOnWhereItWasSafeOnTheDisk() throws IOException {
    send(30_000);
    var file = directory.resolve("calls.ndjson");
    var export = new Export(file, NumberMasking.MASKED);
    try (var reader = LogReader.open(cluster.kafka())) {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(
              () ->
                  export.write(
                      reader,
                      selection(),
                      reader.ranges(reader.partitions(cluster.name("calls")), LogWindow.ALL),
                      breakingOffAt(15_000)));
    }
    Files.writeString(file, "half a li", java.nio.file.StandardOpenOption.APPEND);
    send(30_000); // what comes later was not ordered

    try (var reader = LogReader.open(cluster.kafka())) {
      export.resume(reader, Progress.SILENT);
    }

    var seen = new HashSet<String>();
    for (var line : Files.readAllLines(file)) {
      var record = Json.mapper().readTree(line);
      assertThat(seen.add(record.path("partition") + "-" + record.path("offset"))).isTrue();
    }
    assertThat(seen).hasSize(30_000);
    assertThat(export.begun()).isFalse();
  }

  @Test
  void shouldNotOverwriteAFile() throws IOException {
    var file = Files.writeString(directory.resolve("calls.csv"), "mine");

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> export(file, NumberMasking.MASKED))
        .withMessageContaining("exists already");
    assertThat(Files.readString(file)).isEqualTo("mine");
  }

  private void export(Path file, NumberMasking numbers) {
    try (var reader = LogReader.open(cluster.kafka())) {
      new Export(file, numbers)
          .write(
              reader,
              selection(),
              reader.ranges(reader.partitions(cluster.name("calls")), LogWindow.ALL),
              Progress.SILENT);
    }
  }

  private Selection selection() {
    return Selection.of(cluster.name("calls"), LogWindow.ALL, null, null, Instant.now());
  }

  private static Progress breakingOffAt(long offset) {
    return (done, _) -> {
      if (done >= offset) {
        throw new IllegalStateException("broken off");
      }
    };
  }

  private void send(int count) {
    for (var i = 0; i < count; i++) {
      cluster.send("calls", i % 3, now(), "k" + i, "{\"n\":" + i + "}");
    }
    cluster.flush();
  }

  private static long now() {
    return Instant.now().toEpochMilli();
  }
}
