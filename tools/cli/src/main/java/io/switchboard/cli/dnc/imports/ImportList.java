package io.switchboard.cli.dnc.imports;

import io.switchboard.cli.csv.Csv;
import io.switchboard.cli.csv.CsvTable;
import io.switchboard.cli.csv.RejectedLine;
import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncSource;
import io.switchboard.contract.time.Times;
import io.switchboard.dnc.registry.EnteredChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A list in a file.
 *
 * @param header the header line
 * @param unknownColumns columns that have no meaning here
 */
record ImportList(
    String header,
    List<String> unknownColumns,
    List<ListedChange> entries,
    List<RejectedLine> faults) {
  /** The event's column also has the name of the webhook's field. */
  private static final List<String> EVENT = List.of("event", "event_name");

  private static final Set<String> KNOWN =
      Set.of("phone_number", "event", "event_name", "timestamp", "reason");

  /**
   * A usable line.
   *
   * @param hasUnreadTime whether its timestamp cannot be read; such an opt-out counts from receipt
   * @param text the line as written
   */
  record ListedChange(int line, EnteredChange change, boolean hasUnreadTime, String text) {
    RejectedLine fault(String why) {
      return new RejectedLine(line, why, text);
    }
  }

  List<EnteredChange> changes() {
    return entries.stream().map(ListedChange::change).toList();
  }

  /**
   * Parses a file's content.
   *
   * @param at the time of lines without their own; null when unknown
   * @param origin a hash of the file
   */
  static ImportList read(String csv, String by, @Nullable Instant at, String origin) {
    var table = CsvTable.read(csv, List.of("phone_number"));
    var entries = new ArrayList<ListedChange>();
    var faults = new ArrayList<RejectedLine>();
    for (var row : table.rows()) {
      var line = new Line(table, row);
      if (line.fault().isEmpty()) {
        var change = line.change(by, at, origin + "-" + (row.line() - 1));
        entries.add(new ListedChange(row.line(), change, line.hasUnreadTime(), row.text()));
      } else {
        faults.add(new RejectedLine(row.line(), line.fault(), row.text()));
      }
    }
    var unknown =
        table.columns().stream().filter(name -> !name.isEmpty() && !KNOWN.contains(name)).toList();
    return new ImportList(table.header(), unknown, entries, faults);
  }

  private record Line(CsvTable table, Csv.CsvRow row) {
    String cell(String column) {
      return table.cell(row, column);
    }

    String fault() {
      if (!table.fault(row).isEmpty()) {
        return table.fault(row);
      }
      if (cell("phone_number").isEmpty()) {
        return "has no phone_number";
      }
      if (!List.of("", "optout", "optin").contains(event())) {
        return "event is neither optOut nor optIn";
      }
      return isOptIn() && hasUnreadTime()
          ? "opt-in with a timestamp that is not a time like 2026-11-20T10:00:00Z"
          : "";
    }

    /** In any case of letters, also written opt-out, OPT_OUT or opt out. */
    private String event() {
      return EVENT.stream()
          .map(this::cell)
          .filter(text -> !text.isEmpty())
          .findFirst()
          .orElse("")
          .toLowerCase(Locale.ROOT)
          .replaceAll("[\\s_-]", "");
    }

    private boolean isOptIn() {
      return event().equals("optin");
    }

    boolean hasUnreadTime() {
      return !cell("timestamp").isEmpty() && Times.parse(cell("timestamp")).isEmpty();
    }

    EnteredChange change(String by, @Nullable Instant at, String origin) {
      var reason = cell("reason");
      return new EnteredChange(
          DncSource.IMPORT,
          cell("phone_number"),
          isOptIn() ? Consent.OPT_IN : Consent.OPT_OUT,
          hasUnreadTime() ? null : Times.parse(cell("timestamp")).orElse(at),
          by,
          reason.isEmpty() ? null : reason,
          List.of(),
          origin);
    }
  }
}
