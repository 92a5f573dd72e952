package io.switchboard.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.cli.SwitchboardCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked for in a wrong way is told at once and not after minutes of measuring. */
final class BenchCommandTest {
  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldTellWhatThereIsToMeasure() {
    assertThat(run("bench")).isZero();

    assertThat(out.toString())
        .contains("door", "menu", "sessions", "dispositions", "dnc", "sink", "lookup")
        .contains("replay", "start", "rules", "all", "growth-sessions");
  }

  @Test
  void shouldShowAnExample() {
    assertThat(run("bench", "--help")).isZero();

    assertThat(out.toString()).contains("Example", "switchboard bench dispositions dnc --out");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bench doors | no part 'doors'",
        "bench dnc --rounds 0 | at least one round",
        "bench dnc --scale 0 | scale",
        "bench dnc --compare no-such-file.json | cannot be read",
        "bench dnc --out no/such/folder/report.json | cannot be written"
      })
  void shouldRefuseBeforeItMeasures(String command, String reason) {
    assertThat(run(command.split(" ", -1))).isEqualTo(2);

    assertThat(err.toString()).contains(reason);
  }

  @Test
  void shouldRefuseToCompareWithSomethingElse() throws IOException {
    var file = Files.writeString(directory.resolve("other.json"), "{\"figures\":1}");

    assertThat(run("bench", "dnc", "--compare", file.toString())).isEqualTo(2);

    assertThat(err.toString()).contains("no report of the bench");
  }

  private int run(String... arguments) {
    return SwitchboardCommand.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
