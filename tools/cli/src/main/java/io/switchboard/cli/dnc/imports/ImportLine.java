package io.switchboard.cli.dnc.imports;

import io.switchboard.cli.csv.Csv;
import io.switchboard.cli.csv.CsvTable;
import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncSource;
import io.switchboard.contract.time.Times;
import io.switchboard.dnc.registry.EnteredChange;
import java.text.Normalizer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A line of a list: what its cells mean. */
record ImportLine(CsvTable table, Csv.CsvRow row) {
  /** Every column with a meaning. */
  static final Set<String> COLUMNS =
      Set.of(
          "phone_number",
          "event",
          "event_name",
          "do_not_call",
          "timestamp",
          "event_time",
          "reason");

  /** The event's column also has the name of the webhook's field. */
  private static final List<String> EVENT = List.of("event", "event_name");

  /** The time's column also has the name that {@code dnc export} gives it. */
  private static final List<String> TIME = List.of("timestamp", "event_time");

  private static final String OPT_OUT = "optout";
  private static final String OPT_IN = "optin";

  /** As {@code dnc export} writes it, and as spreadsheets translate it. */
  private static final Set<String> YES =
      Set.of("true", "yes", "1", "wahr", "vrai", "verdadero", "verdadeiro", "vero", "waar");

  private static final Set<String> NO =
      Set.of("false", "no", "0", "falsch", "faux", "falso", "onwaar");

  /** White space, controls, invisible characters, dashes and the marks of a text in a cell. */
  private static final String BETWEEN_LETTERS = "[\\s\\p{Z}\\p{Cc}\\p{Cf}\\p{Pd}_'\"=]";

  private static final int MIN_DIGITS = 7;

  /** Why the line cannot be used; empty when it can. */
  String fault() {
    if (!table.fault(row).isEmpty()) {
      return table.fault(row);
    }
    if (cell("phone_number").isEmpty()) {
      return "has no phone_number";
    }
    var events = events();
    if (!Set.of(OPT_OUT, OPT_IN).containsAll(events)) {
      return events.contains("do_not_call")
          ? "do_not_call is neither true nor false"
          : "event is neither optOut nor optIn";
    }
    if (events.size() > 1) {
      return "has columns that contradict each other: optOut and optIn";
    }
    if (isOptIn() && hasUnreadTime()) {
      return "opt-in with a timestamp that is not a time like 2026-11-20T10:00:00Z";
    }
    return isOptIn() && hasOtherLines()
        ? "opt-in with a cell that takes in lines below: is a quotation mark missing?"
        : "";
  }

  private String cell(String column) {
    return table.cell(row, column);
  }

  private List<String> cells(List<String> columns) {
    return columns.stream().map(this::cell).filter(text -> !text.isEmpty()).distinct().toList();
  }

  /** What the columns of the event say, each only once. */
  private Set<String> events() {
    var events =
        cells(EVENT).stream()
            .map(ImportLine::word)
            .filter(word -> !word.isEmpty())
            .collect(Collectors.toSet());
    var doNotCall = word(cell("do_not_call"));
    if (!doNotCall.isEmpty()) {
      events.add(
          YES.contains(doNotCall) ? OPT_OUT : NO.contains(doNotCall) ? OPT_IN : "do_not_call");
    }
    return events;
  }

  /** In any case of letters and any script, also written opt-out, OPT_OUT or opt out. */
  private static String word(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .replaceAll(BETWEEN_LETTERS, "");
  }

  private boolean isOptIn() {
    return events().contains(OPT_IN);
  }

  /** Whether there is a time that cannot be read, or two that differ. */
  boolean hasUnreadTime() {
    var times = cells(TIME);
    return times.size() > 1 || (times.size() == 1 && Times.parse(times.getFirst()).isEmpty());
  }

  /**
   * Whether a cell of several lines has a line with the digits of a number: behind a quotation mark
   * that is not closed, the next one closes it some lines below, and the lines between are text.
   */
  boolean hasOtherLines() {
    var number = table.columns().indexOf("phone_number");
    for (var i = 0; i < row.cells().size(); i++) {
      if (i != number && row.cells().get(i).lines().skip(1).anyMatch(ImportLine::hasNumber)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasNumber(String line) {
    return line.chars().filter(Character::isDigit).count() >= MIN_DIGITS;
  }

  /**
   * What is entered; only for a line without a fault.
   *
   * @param at the time of a line without one; null when unknown
   * @param origin a hash of the file, and the line
   */
  EnteredChange change(String by, @Nullable Instant at, String origin) {
    var reason = cell("reason");
    var times = cells(TIME);
    return new EnteredChange(
        DncSource.IMPORT,
        cell("phone_number"),
        isOptIn() ? Consent.OPT_IN : Consent.OPT_OUT,
        hasUnreadTime() ? null : times.isEmpty() ? at : Times.parse(times.getFirst()).orElse(at),
        by,
        reason.isEmpty() ? null : reason,
        List.of(),
        origin);
  }
}
