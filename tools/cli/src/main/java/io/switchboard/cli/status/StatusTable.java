package io.switchboard.cli.status;

import io.switchboard.replay.status.DeploymentReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The report as text.
 *
 * @param time the text of a time
 */
record StatusTable(DeploymentReport report, Function<Instant, String> time) {

  String text() {
    var text = services().append(System.lineSeparator());
    report
        .addresses()
        .forEach(
            (name, value) -> {
              if (!name.endsWith("_MANAGEMENT_URL")) {
                text.append(String.format("%-24s %s%n", name, value));
              }
            });
    addState(text);
    return text.toString();
  }

  /** What may change while it runs: without the addresses, so that it fits 24 rows. */
  String changing() {
    var text = services();
    addState(text);
    return text.toString();
  }

  private StringBuilder services() {
    var text = new StringBuilder();
    for (var service : report.services()) {
      text.append(
          String.format("%-20s %-15s %s%n", service.service(), service.status(), service.url()));
    }
    return text;
  }

  private void addState(StringBuilder text) {
    if (report.kafka().isEmpty()) {
      section(text, "lag", report.lag(), "nothing has been read yet");
      section(text, "dead letters", report.deadLetters(), "none");
    }
    text.append(System.lineSeparator()).append("paused or broken").append(System.lineSeparator());
    var problems = problems();
    if (problems.isEmpty()) {
      text.append("  nothing").append(System.lineSeparator());
    }
    problems.forEach(problem -> text.append("  ").append(problem).append(System.lineSeparator()));
  }

  /** Servers first: what the services report usually follows from them. */
  private List<String> problems() {
    var problems = new ArrayList<String>();
    Stream.of(report.kafka(), report.database())
        .filter(problem -> !problem.isEmpty())
        .forEach(problems::add);
    report.services().stream()
        .filter(service -> service.status().equals("unreachable"))
        .map(service -> "%s does not answer at %s".formatted(service.service(), service.url()))
        .forEach(problems::add);
    problems.addAll(report.problems(time));
    return problems;
  }

  private static void section(
      StringBuilder text, String title, Map<String, Long> values, String none) {
    text.append(System.lineSeparator()).append(title).append(System.lineSeparator());
    if (values.isEmpty()) {
      text.append("  ").append(none).append(System.lineSeparator());
    }
    var widest = values.keySet().stream().mapToInt(String::length).max().orElse(1);
    var format = "  %-" + widest + "s  %,10d%n";
    values.forEach((name, value) -> text.append(String.format(Locale.ROOT, format, name, value)));
  }
}
