package io.switchboard.cli.status;

import io.switchboard.replay.status.DeploymentReport;
import java.util.Map;

/** The report as text. */
record StatusTable(DeploymentReport report) {

  String text() {
    var text = new StringBuilder();
    for (var service : report.services()) {
      text.append(
          String.format("%-20s %-15s %s%n", service.service(), service.status(), service.url()));
    }
    report
        .addresses()
        .forEach(
            (name, value) -> {
              if (!name.endsWith("_MANAGEMENT_URL")) {
                text.append(String.format("%-33s %s%n", name, value));
              }
            });
    if (!report.kafka().isEmpty()) {
      text.append(String.format("%n%s%n", report.kafka()));
      if (!report.database().isEmpty()) {
        text.append(String.format("%s%n", report.database()));
      }
      return text.toString();
    }
    section(text, "lag", report.lag(), "nothing has been read yet");
    if (!report.database().isEmpty()) {
      text.append(String.format("  %-31s %s%n", "sink-postgres", report.database()));
    }
    section(text, "dead letters", report.deadLetters(), "none");
    text.append(System.lineSeparator()).append("paused or broken").append(System.lineSeparator());
    var problems = report.problems();
    if (problems.isEmpty()) {
      text.append("  nothing").append(System.lineSeparator());
    }
    problems.forEach(problem -> text.append("  ").append(problem).append(System.lineSeparator()));
    return text.toString();
  }

  private static void section(
      StringBuilder text, String title, Map<String, Long> values, String none) {
    text.append(System.lineSeparator()).append(title).append(System.lineSeparator());
    if (values.isEmpty()) {
      text.append("  ").append(none).append(System.lineSeparator());
    }
    values.forEach((name, value) -> text.append(String.format("  %-31s %d%n", name, value)));
  }
}
