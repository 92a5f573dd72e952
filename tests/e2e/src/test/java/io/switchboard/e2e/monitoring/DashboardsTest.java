package io.switchboard.e2e.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every panel of the dashboards shows figures that the services count. */
final class DashboardsTest {
  private static final Path ROOT = Path.of("..", "..");

  /** Micrometer's own, bound in the registry of every service. */
  private static final Set<String> OF_THE_JVM =
      Set.of("jvm_memory_used_bytes", "process_cpu_usage");

  @ParameterizedTest
  @ValueSource(strings = {"operators", "contact-centre"})
  void shouldShowFiguresThatTheServicesCount(String dashboard) throws IOException {
    var counted = CountedFigures.read(ROOT);

    var panels = panels(dashboard);

    assertThat(panels).hasSizeGreaterThan(10);
    for (var panel : panels) {
      var title = panel.path("title").asText();
      assertThat(panel.path("targets")).as(title).isNotEmpty();
      for (var target : panel.path("targets")) {
        var query = target.path("expr").asText();
        assertThat(CountedFigures.names(query))
            .as(title)
            .isNotEmpty()
            .allMatch(name -> OF_THE_JVM.contains(name) || counted.count(name));
        assertThat(CountedFigures.labels(query + target.path("legendFormat").asText()))
            .as(title)
            .allMatch(counted::hasLabel);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"operators", "contact-centre"})
  void shouldHavePanelsSideBySide(String dashboard) throws IOException {
    var taken = new HashSet<List<Integer>>();
    for (var panel : panels(dashboard)) {
      var at = panel.path("gridPos");
      for (var x = at.path("x").asInt(); x < at.path("x").asInt() + at.path("w").asInt(); x++) {
        for (var y = at.path("y").asInt(); y < at.path("y").asInt() + at.path("h").asInt(); y++) {
          assertThat(taken.add(List.of(x, y))).as(panel.path("title").asText()).isTrue();
          assertThat(x).isLessThan(24);
        }
      }
    }
  }

  static List<JsonNode> panels(String dashboard) throws IOException {
    var file = ROOT.resolve("deploy/grafana/" + dashboard + ".json").toFile();
    return StreamSupport.stream(
            new ObjectMapper().readTree(file).path("panels").spliterator(), false)
        .filter(panel -> !panel.path("type").asText().equals("row"))
        .toList();
  }
}
