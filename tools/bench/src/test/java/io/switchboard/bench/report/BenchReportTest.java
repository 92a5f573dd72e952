package io.switchboard.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BenchReportTest {
  private static final PartReport INGRESS =
      new PartReport(
          "ingress",
          61.4,
          List.of(
              Figure.rate("acknowledged requests", Rounds.of(12_345.0, 13_000.0, 12_000.0))
                  .against("echo", Rounds.of(24_000.0, 26_000.0, 25_000.0))
                  .aimingAt(Aim.ratio(0.5)),
              Figure.milliseconds("p99", Rounds.of(8.25, 9.5, 30.0)).aimingAt(Aim.value(9))),
          List.of("64 connections"));

  @TempDir private Path directory;

  @Test
  void shouldReadWhatItWrote() throws IOException {
    var report =
        new BenchReport(
            Instant.parse("2026-11-20T10:00:00Z"),
            new Machine("Linux amd64", 2, "25", 0.5),
            List.of(INGRESS));
    var file = directory.resolve("report.json");

    report.write(file);

    assertThat(BenchReport.read(file)).isEqualTo(report);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[]", "null", "a table", "{\"parts\":[{\"figures\":[{}]}]}"})
  void shouldRefuseAnotherFile(String content) throws IOException {
    var file = Files.writeString(directory.resolve("other.json"), content);

    assertThatThrownBy(() -> BenchReport.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not a report of the bench");
  }

  @Test
  void shouldPrintOneTableInMarkdown() {
    var failed = new PartReport("sink", 1, List.of(), List.of(), "no rows");
    var report =
        new BenchReport(
            Instant.parse("2026-11-20T10:00:00Z"),
            new Machine("Linux amd64", 2, "25", 0.5),
            List.of(INGRESS, failed));

    assertThat(MarkdownTable.of(report))
        .isEqualToNormalizingNewlines(
            """
            2026-11-20, 2 processors, JDK 25, load 0.5 before the run; medians.

            | part | figure | median | limit | ratio | aim | reached |
            | --- | --- | --- | --- | --- | --- | --- |
            | `ingress` | acknowledged requests | 12,345/s | 25,000/s echo | 0.49 | >= 0.50 x | no |
            | `ingress` | p99 | 9.50 ms (noisy) | | | <= 9.00 ms | no |
            | `sink` | FAILED: no rows | | | | | |
            """);
  }

  @Test
  void shouldPrintATable() {
    assertThat(ReportText.of(INGRESS))
        .isEqualToNormalizingNewlines(
            """
            ingress (61 s)
                                         median        min - max          limit  ratio         aim
              acknowledged requests    12,345/s  12,000 - 13,000  25,000/s echo   0.49   >= 0.50 x  missed
              p99                       9.50 ms      8.25 - 30.0                        <= 9.00 ms  missed
              noisy: p99 wandered by 229 % over its rounds; measure again on a quieter machine
              64 connections
            """);
  }
}
