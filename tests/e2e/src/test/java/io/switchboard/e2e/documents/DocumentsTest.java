package io.switchboard.e2e.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.e2e.RunningSwitchboard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The marked lines of README and docs, pasted one after the other into one deployment. */
@Order(2)
final class DocumentsTest {
  private static final Path ROOT = Path.of("../..");

  /** README first: the pages look back on what it sends. */
  private static final List<String> DOCUMENTS =
      List.of(
          "README.md",
          "docs/running.md",
          "docs/ivr.md",
          "docs/dispositions.md",
          "docs/dnc.md",
          "docs/looking-back.md");

  @TempDir private Path directory;

  @Test
  @Timeout(value = 15, unit = TimeUnit.MINUTES) // a command may follow a topic for ever
  void shouldRunEveryMarkedLine() throws Exception {
    try (var switchboard = RunningSwitchboard.withItsOwnTenant(directory).up()) {
      prepare(switchboard);
      var shell = new DocumentedShell(directory, directory.resolve("data"), switchboard.port(0));
      var softly = new SoftAssertions();
      for (var line : lines()) {
        var ran = shell.run(line);
        softly.assertThat(accepted(line)).as(line + "\n" + ran.output()).contains(ran.exitCode());
      }
      softly.assertAll();
    }
  }

  /** The files of the examples, and the call that is traced. */
  private void prepare(RunningSwitchboard switchboard) throws IOException {
    Files.writeString(directory.resolve("customers.csv"), "phone_number,tier\n4155550100,gold\n");
    Files.writeString(
        directory.resolve("list.csv"),
        "phone_number,event,timestamp\n4155550134,optOut,2026-11-20T10:00:00Z\n");
    Files.copy(
        ROOT.resolve(
            "disposition-streams/src/main/resources/io/switchboard/disposition/dispositions.yaml"),
        directory.resolve("my-dispositions.yaml"));
    var example = Path.of("docs/examples/prompt-per-node.yaml");
    Files.createDirectories(directory.resolve(example).getParent());
    Files.copy(ROOT.resolve(example), directory.resolve(example));
    var answer =
        switchboard.post(
            "/webhook/ivr-menu",
            "{\"callId\":\"call-19\",\"from\":\"+14155550100\",\"dtmf\":\"\"}");
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  private static List<DocumentedLine> lines() throws IOException {
    var lines = Stream.<DocumentedLine>builder();
    for (var document : DOCUMENTS) {
      DocumentedLine.of(ROOT.resolve(document)).forEach(lines::add);
    }
    return lines.build().toList();
  }

  /** A comparison that finds differences ends with 3. */
  private static List<Integer> accepted(DocumentedLine line) {
    return line.text().contains("what-if") ? List.of(0, 3) : List.of(0);
  }
}
