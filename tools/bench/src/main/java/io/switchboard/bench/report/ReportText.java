package io.switchboard.bench.report;

/** A report as text: one table per part, missed aims and noisy figures. */
public final class ReportText {
  private ReportText() {}

  /** One part. */
  public static String of(PartReport part) {
    var table = new Table("", "median", "min - max", "limit", "ratio", "aim", "");
    for (var figure : part.figures()) {
      table.row(
          figure.name(),
          FigureFormat.withUnit(figure.rounds().median(), figure.unit()),
          FigureFormat.text(figure.rounds().minimum())
              + " - "
              + FigureFormat.text(figure.rounds().maximum()),
          limit(figure),
          figure.ratio().map(FigureFormat::text).orElse(""),
          aim(figure),
          figure.reached().map(reached -> reached ? "reached" : "missed").orElse(""));
    }
    var text = new StringBuilder();
    text.append(part.part())
        .append(String.format(java.util.Locale.ROOT, " (%.0f s)%n", part.seconds()));
    if (!part.figures().isEmpty()) {
      text.append(table.text());
    }
    for (var figure : part.noisy()) {
      text.append("  noisy: ")
          .append(figure.limit() == null ? figure.name() : figure.limit().name())
          .append(" wandered by ")
          .append(FigureFormat.percent(figure.noise()))
          .append(" over its rounds; measure again on a quieter machine")
          .append(System.lineSeparator());
    }
    part.notes().forEach(note -> text.append("  ").append(note).append(System.lineSeparator()));
    if (part.failure() != null) {
      text.append("  FAILED: ").append(part.failure()).append(System.lineSeparator());
    }
    return text.toString();
  }

  static String limit(Figure figure) {
    var limit = figure.limit();
    return limit == null
        ? ""
        : FigureFormat.withUnit(limit.rounds().median(), figure.unit()) + " " + limit.name();
  }

  static String aim(Figure figure) {
    var aim = figure.aim();
    if (aim == null) {
      return "";
    }
    var sign = figure.better() == ImprovementDirection.HIGHER ? ">= " : "<= ";
    return sign
        + switch (aim.of()) {
          case RATIO -> FigureFormat.text(aim.bound()) + " x";
          case VALUE -> FigureFormat.withUnit(aim.bound(), figure.unit());
        };
  }
}
