package io.switchboard.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong options are refused before anything is measured. */
final class BenchCommandTest {
  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldTellWhatThereIsToMeasure() {
    assertThat(run()).isZero();

    assertThat(out.toString())
        .contains("ingress", "menu", "sessions", "dispositions", "dnc", "sink", "lookup")
        .contains("replay", "start", "rules", "all", "growth-sessions");
  }

  @Test
  void shouldShowAnExample() {
    assertThat(run("--help")).isZero();

    assertThat(out.toString()).contains("Example", "switchboard bench dispositions dnc --out");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "door | unknown part 'door'",
        "dnc --rounds 0 | at least one round",
        "dnc --scale 0 | scale",
        "latency --seconds 0 | 1 to 600 seconds",
        "verify --records 10 | 1,000 to 8,000,000 records",
        "dnc --compare no-such-file.json | cannot be read",
        "dnc --out no/such/folder/report.json | cannot be written"
      })
  void shouldRefuseBeforeItMeasures(String command, String reason) {
    assertThat(run(command.split(" ", -1))).isEqualTo(2);

    assertThat(err.toString()).contains(reason);
  }

  @Test
  void shouldRefuseToCompareWithSomethingElse() throws IOException {
    var file = Files.writeString(directory.resolve("other.json"), "{\"figures\":1}");

    assertThat(run("dnc", "--compare", file.toString())).isEqualTo(2);

    assertThat(err.toString()).contains("is not a report of the bench");
  }

  private int run(String... arguments) {
    return BenchCommand.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
