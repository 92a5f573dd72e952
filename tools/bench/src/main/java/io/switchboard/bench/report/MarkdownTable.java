package io.switchboard.bench.report;

import java.time.ZoneOffset;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A whole report as one table in Markdown, to paste into a document. */
public final class MarkdownTable {
  private MarkdownTable() {}

  /** A line about the machine, and a row for each figure; a failed part has a row of its own. */
  public static String of(BenchReport report) {
    var machine = report.machine();
    return String.format(
            Locale.ROOT,
            "%tF, %d processors, JDK %s, load %.1f before the run; medians.%n%n",
            report.at().atZone(ZoneOffset.UTC),
            machine.processors(),
            machine.java(),
            machine.load())
        + row("part", "figure", "median", "limit", "ratio", "aim", "reached")
        + row("---", "---", "---", "---", "---", "---", "---")
        + report.parts().stream().map(MarkdownTable::rows).collect(Collectors.joining());
  }

  private static String rows(PartReport part) {
    var noisy = part.noisy();
    var rows =
        part.figures().stream()
            .map(figure -> row(part.part(), figure, noisy.contains(figure)))
            .collect(Collectors.joining());
    return part.failure() == null
        ? rows
        : rows + row(code(part.part()), "FAILED: " + part.failure(), "", "", "", "", "");
  }

  private static String row(String part, Figure figure, boolean noisy) {
    var median = FigureFormat.withUnit(figure.rounds().median(), figure.unit());
    var mark = noisy ? " (noisy)" : "";
    return row(
        code(part),
        figure.name(),
        figure.limit() == null ? median + mark : median,
        figure.limit() == null ? "" : ReportText.limit(figure) + mark,
        figure.ratio().map(FigureFormat::text).orElse(""),
        ReportText.aim(figure),
        figure.reached().map(reached -> reached ? "yes" : "no").orElse(""));
  }

  private static String code(String part) {
    return "`" + part + "`";
  }

  private static String row(String... cells) {
    return Stream.of(cells)
        .map(cell -> cell.isEmpty() ? "| " : "| " + cell + " ")
        .collect(Collectors.joining("", "", "|" + System.lineSeparator()));
  }
}
