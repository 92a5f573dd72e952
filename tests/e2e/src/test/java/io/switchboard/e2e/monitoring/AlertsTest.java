package io.switchboard.e2e.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every alert uses a metric that exists and links to a section of the runbook that exists. */
final class AlertsTest {
  private static final Path ROOT = Path.of("..", "..");

  @Test
  void shouldWatchFiguresThatTheServicesCount() throws IOException {
    var counted = CountedFigures.read(ROOT);
    for (var alert : alerts("alerts")) {
      var names = CountedFigures.names(alert.path("expr").asText());

      assertThat(names).as("%s", alert.path("alert")).isNotEmpty();
      assertThat(names).as("%s", alert.path("alert")).allMatch(counted::count);
    }
  }

  @Test
  void shouldLeadToAPageThatIsThere() throws IOException {
    var alerts = new ArrayList<>(alerts("alerts"));
    alerts.addAll(alerts("brokers"));
    for (var alert : alerts) {
      var runbook = alert.at("/annotations/runbook").asText().split("#", 2);

      assertThat(anchors(ROOT.resolve(runbook[0]))).contains(runbook[1]);
    }
  }

  private static List<JsonNode> alerts(String name) throws IOException {
    var alerts = new ArrayList<JsonNode>();
    var file =
        new ObjectMapper(new YAMLFactory())
            .readTree(ROOT.resolve("deploy/prometheus/" + name + ".yaml").toFile());
    file.path("groups").forEach(group -> group.path("rules").forEach(alerts::add));
    return alerts;
  }

  private static TreeSet<String> anchors(Path page) throws IOException {
    var anchors = new TreeSet<String>();
    for (var line : Files.readAllLines(page)) {
      if (line.startsWith("#")) {
        anchors.add(
            line.replaceFirst("#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9 -]", "")
                .replace(' ', '-'));
      }
    }
    return anchors;
  }
}
