package io.switchboard.console.whatif;

import io.switchboard.console.export.Column;
import io.switchboard.console.export.ExportTable;
import io.switchboard.replay.text.NumberMasking;
import io.switchboard.replay.whatif.Differences.DifferenceCount;
import io.switchboard.replay.whatif.WhatIf.WhatIfResult;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a comparison has found, phone numbers masked.
 *
 * @param records of the input that were read
 * @param compared decisions of either side
 * @param changed decisions that would be different
 * @param changes the most frequent first
 * @param more changes of too many kinds to list
 * @param unreadable recorded outputs that are no decisions and were left out
 */
public record WhatIfOutcome(
    long records,
    long compared,
    long changed,
    double seconds,
    List<ChangeRow> changes,
    long more,
    long unreadable) {
  private static final int MAX_SHOWN = 200;
  private static final int MAX_EXAMPLES_SHOWN = 5;

  /**
   * One kind of change.
   *
   * @param fact what changes, for example the severity
   */
  public record ChangeRow(
      long count, String fact, String now, String then, List<ChangeExample> examples) {

    /** The examples that the page shows; the file has all of them. */
    public List<ChangeExample> shownExamples() {
      return examples.stream().limit(MAX_EXAMPLES_SHOWN).toList();
    }
  }

  /**
   * Whom a change concerns.
   *
   * @param link the trace of a call or contact; empty for a number, which no address holds
   */
  public record ChangeExample(String subject, String link) {}

  /** The changes that the page shows; the file has all of them. */
  public List<ChangeRow> shown() {
    return changes.stream().limit(MAX_SHOWN).toList();
  }

  ExportTable<ChangeRow> table() {
    return ExportTable.of("differences", COLUMNS, changes);
  }

  private static final List<Column<ChangeRow>> COLUMNS =
      List.of(
          new Column<>("decisions", ChangeRow::count),
          new Column<>("what", ChangeRow::fact),
          new Column<>("now", ChangeRow::now),
          new Column<>("then", ChangeRow::then),
          new Column<>(
              "examples", row -> row.examples().stream().map(ChangeExample::subject).toList()));

  static WhatIfOutcome of(WhatIfResult result) {
    var differences = result.differences();
    return new WhatIfOutcome(
        result.records(),
        differences.compared(),
        differences.changed(),
        result.took().toMillis() / 1_000.0,
        differences.counts().stream().map(WhatIfOutcome::row).toList(),
        differences.beyondCounting(),
        differences.unreadable());
  }

  private static ChangeRow row(DifferenceCount count) {
    return new ChangeRow(
        count.count(),
        count.kind().fact(),
        NumberMasking.MASKED.in(count.kind().now()),
        NumberMasking.MASKED.in(count.kind().then()),
        count.examples().stream().map(WhatIfOutcome::example).toList());
  }

  /** A subject is {@code call} or {@code contact} with an id, or a number. */
  private static ChangeExample example(String subject) {
    var shown = NumberMasking.MASKED.in(subject);
    var blank = subject.indexOf(' ');
    return new ChangeExample(
        shown,
        shown.equals(subject) && blank > 0
            ? "/trace?q="
                + URLEncoder.encode(subject.substring(blank + 1), StandardCharsets.UTF_8)
                + "&last=30d"
            : "");
  }
}
