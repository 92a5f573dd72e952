package io.switchboard.bench.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The differences between two reports. Where there is a limit, ratios are compared instead of
 * values, because both values depend on the machine and its load.
 */
public record ReportComparison(List<Change> changes) {
  /** The change of a figure. */
  public enum Verdict {
    BETTER,
    WORSE,
    /** A difference below the spread of the rounds. */
    SAME
  }

  /**
   * One figure of both reports.
   *
   * @param ratio whether before and after are ratios to the limit, else values
   */
  public record Change(
      String part, Figure figure, double before, double after, boolean ratio, Verdict verdict) {
    /** The change as a share of the value before. */
    public double share() {
      return before == 0 ? 0 : after / before - 1;
    }
  }

  /** Figures of only one report are omitted. */
  public static ReportComparison of(BenchReport before, BenchReport after) {
    var known = new HashMap<String, Figure>();
    before
        .parts()
        .forEach(part -> part.figures().forEach(figure -> known.put(key(part, figure), figure)));
    var changes = new ArrayList<Change>();
    for (var part : after.parts()) {
      for (var figure : part.figures()) {
        change(part.part(), known, key(part, figure), figure).ifPresent(changes::add);
      }
    }
    return new ReportComparison(List.copyOf(changes));
  }

  private static String key(PartReport part, Figure figure) {
    return part.part() + " / " + figure.identity();
  }

  private static Optional<Change> change(
      String part, Map<String, Figure> known, String key, Figure now) {
    var then = known.get(key);
    if (then == null) {
      return Optional.empty();
    }
    var ratios = then.ratio().isPresent() && now.ratio().isPresent();
    var before = ratios ? then.ratio().orElseThrow() : then.rounds().median();
    var after = ratios ? now.ratio().orElseThrow() : now.rounds().median();
    return Optional.of(
        new Change(part, now, before, after, ratios, verdict(then, now, before, after)));
  }

  private static Verdict verdict(Figure then, Figure now, double before, double after) {
    // a difference below half of the spread of a report, its limit included, is noise
    var doubt =
        Math.max(
            Math.max(then.rounds().spread(), then.noise()),
            Math.max(now.rounds().spread(), now.noise()));
    var share = before == 0 ? 0 : after / before - 1;
    if (Math.abs(share) <= doubt / 2) {
      return Verdict.SAME;
    }
    return share > 0 == (now.better() == ImprovementDirection.HIGHER)
        ? Verdict.BETTER
        : Verdict.WORSE;
  }

  /** As text. */
  public String text() {
    if (changes.isEmpty()) {
      return "the two reports have no figure in common" + System.lineSeparator();
    }
    var table = new Table("compared", "before", "after", "change", "");
    for (var change : changes) {
      var unit = change.ratio() ? "x" : change.figure().unit();
      table.row(
          change.part() + ": " + change.figure().identity(),
          FigureFormat.withUnit(change.before(), unit),
          FigureFormat.withUnit(change.after(), unit),
          FigureFormat.change(change.share()),
          switch (change.verdict()) {
            case BETTER -> "better";
            case WORSE -> "worse";
            case SAME -> "within the noise";
          });
    }
    return table.text();
  }
}
