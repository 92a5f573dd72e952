package io.switchboard.e2e.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The names of figures in queries, and whether the sources of the services count them. */
record CountedFigures(String sources) {
  private static final Pattern METRIC = Pattern.compile("\\b[a-z]+(?:_[a-z]+)+\\b(?=[{)\\[ ]|$)");

  /** What in a query looks like the name of a figure and is none. */
  private static final Pattern OTHERS =
      Pattern.compile("\\{[^}]*}|\\bby \\([^)]*\\)|\"[^\"]*\"|\\[\\$__[a-z_]+]|histogram_quantile");

  private static final Pattern LABELS =
      Pattern.compile("\\bby \\(([^)]*)\\)|\\{([a-z_]+) *[=!]|\\{\\{([a-z_]+)}}");

  /** Labels that Prometheus or the registry of every service adds. */
  private static final List<String> USUAL_LABELS = List.of("le", "instance", "service");

  static CountedFigures read(Path root) throws IOException {
    var all = new StringBuilder();
    try (Stream<Path> files = Files.walk(root, 14)) {
      for (var file : files.filter(CountedFigures::isSource).toList()) {
        all.append(Files.readString(file));
      }
    }
    return new CountedFigures(all.toString());
  }

  private static boolean isSource(Path file) {
    return file.toString().contains("src/main/java") && file.toString().endsWith(".java");
  }

  static List<String> names(String query) {
    return METRIC
        .matcher(OTHERS.matcher(query).replaceAll(""))
        .results()
        .map(MatchResult::group)
        .toList();
  }

  /** The labels that a query groups or selects by, or that a legend shows. */
  static List<String> labels(String text) {
    return LABELS
        .matcher(text)
        .results()
        .map(
            found ->
                Stream.of(1, 2, 3)
                    .map(found::group)
                    .filter(java.util.Objects::nonNull)
                    .findFirst()
                    .orElseThrow())
        .flatMap(group -> Stream.of(group.split(",", -1)))
        .map(String::strip)
        .toList();
  }

  /** Micrometer adds an end to a name and takes dots too. */
  boolean count(String name) {
    var stem = name.replaceFirst("(_total|_seconds_count|_seconds_bucket)$", "");
    return Stream.of(name, stem, stem.replace('_', '.'))
        .anyMatch(literal -> sources.contains('"' + literal + '"'));
  }

  boolean hasLabel(String name) {
    return USUAL_LABELS.contains(name) || sources.contains('"' + name + '"');
  }
}
