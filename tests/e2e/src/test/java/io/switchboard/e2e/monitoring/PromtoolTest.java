package io.switchboard.e2e.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Prometheus' own tool accepts the alerts, their tests, and the queries of the dashboards. */
final class PromtoolTest {
  private static final Path ALERTS = Path.of("..", "..", "deploy", "prometheus");

  @BeforeEach
  void needPromtool() {
    assumeTrue(
        Stream.of("/usr/bin", "/usr/local/bin")
            .anyMatch(bin -> Files.isExecutable(Path.of(bin, "promtool"))),
        "promtool is not installed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"alerts", "brokers"})
  void shouldFireAsTheTestsOfTheAlertsSay(String name) throws IOException, InterruptedException {
    var checked = promtool(ALERTS, "check", "rules", name + ".yaml");
    var tested = promtool(ALERTS, "test", "rules", name + ".test.yaml");

    assertThat(checked).contains("SUCCESS");
    assertThat(tested).contains("SUCCESS");
  }

  @Test
  void shouldUnderstandTheQueriesOfTheDashboards(@TempDir Path directory)
      throws IOException, InterruptedException {
    var rules = new ArrayList<>(List.of("groups:", "- name: dashboards", "  rules:"));
    for (var query : DashboardQuery.all("5m")) {
      rules.add("  - record: query_" + rules.size());
      rules.add("    expr: '" + query.expression() + "'");
    }
    Files.write(directory.resolve("queries.yaml"), rules);

    var checked = promtool(directory, "check", "rules", "queries.yaml");

    assertThat(checked).contains("SUCCESS");
  }

  private static String promtool(Path directory, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    var process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
