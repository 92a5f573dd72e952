package io.switchboard.e2e;

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
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An alert on a figure that nobody counts, or that leads nowhere, is worse than none. */
final class AlertsTest {
  private static final Path ROOT = Path.of("..", "..");
  private static final Pattern METRIC = Pattern.compile("\\b[a-z]+(?:_[a-z]+)+\\b(?=[{)\\[ ]|$)");
  private static final Pattern LABELS = Pattern.compile("\\{[^}]*}|\\bby \\([^)]*\\)|\"[^\"]*\"");

  @Test
  void shouldWatchFiguresThatTheServicesCount() throws IOException {
    var counted = sources();
    for (var alert : alerts()) {
      var names =
          METRIC
              .matcher(LABELS.matcher(alert.path("expr").asText()).replaceAll(""))
              .results()
              .map(MatchResult::group)
              .toList();

      assertThat(names).as("%s", alert.path("alert")).isNotEmpty();
      assertThat(names)
          .as("%s", alert.path("alert"))
          .allMatch(name -> literals(name).anyMatch(counted::contains));
    }
  }

  /** How a metric's name may stand in the sources: Micrometer adds an end and takes dots too. */
  private static Stream<String> literals(String name) {
    var stem = name.replaceFirst("(_total|_seconds_count)$", "");
    return Stream.of(name, stem, stem.replace('_', '.')).map(literal -> '"' + literal + '"');
  }

  @Test
  void shouldLeadToAPageThatIsThere() throws IOException {
    for (var alert : alerts()) {
      var runbook = alert.at("/annotations/runbook").asText().split("#", 2);

      assertThat(anchors(ROOT.resolve(runbook[0]))).contains(runbook[1]);
    }
  }

  private static List<JsonNode> alerts() throws IOException {
    var alerts = new ArrayList<JsonNode>();
    var file =
        new ObjectMapper(new YAMLFactory())
            .readTree(ROOT.resolve("deploy/prometheus/alerts.yaml").toFile());
    file.path("groups").forEach(group -> group.path("rules").forEach(alerts::add));
    return alerts;
  }

  private static String sources() throws IOException {
    var all = new StringBuilder();
    try (Stream<Path> files = Files.walk(ROOT, 12)) {
      for (var file : files.filter(AlertsTest::isSource).toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }

  private static boolean isSource(Path file) {
    return file.toString().contains("src/main/java") && file.toString().endsWith(".java");
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
