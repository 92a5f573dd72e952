package io.switchboard.cli.dnc;

import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.csv.Csv;
import io.switchboard.cli.csv.Fault;
import io.switchboard.contract.event.Consent;
import io.switchboard.contract.event.DncSource;
import io.switchboard.contract.time.Times;
import io.switchboard.dnc.registry.EnteredChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A list as it stands in a file.
 *
 * @param header the first line, as it stands
 */
record ImportList(String header, List<Entry> entries, List<Fault> faults) {
  /** What spreadsheets make of long numbers: the digits behind are gone for good. */
  private static final Pattern SCIENTIFIC = Pattern.compile("[+-]?\\d+(?:[.,]\\d+)?[eE]\\+?\\d+");

  /**
   * A line that can be used.
   *
   * @param text the line as it stands
   */
  record Entry(int line, EnteredChange change, String text) {
    Fault fault(String why) {
      return new Fault(line, why, text);
    }
  }

  List<EnteredChange> changes() {
    return entries.stream().map(Entry::change).toList();
  }

  /**
   * Reads a file's content.
   *
   * @param at when the lines without a time of their own were said; null when nobody knows
   * @param origin a hash of the file
   */
  static ImportList read(String csv, String by, @Nullable Instant at, String origin) {
    var rows = Csv.read(csv);
    if (rows.isEmpty()) {
      throw new CommandFailure("the file is empty");
    }
    var first = rows.getFirst();
    var columns =
        first.cells().stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
    if (!columns.contains("phone_number")) {
      throw new CommandFailure(
          "the first line has to name a column phone_number"
              + (first.text().contains(";") ? "; columns are separated by commas" : ""));
    }
    var entries = new ArrayList<Entry>();
    var faults = new ArrayList<Fault>();
    for (var row : rows.subList(1, rows.size())) {
      var line = new Line(columns, row);
      if (line.fault().isEmpty()) {
        var change = line.change(by, at, origin + "-" + (row.line() - 1));
        entries.add(new Entry(row.line(), change, row.text()));
      } else if (!row.text().isBlank()) {
        faults.add(new Fault(row.line(), line.fault(), row.text()));
      }
    }
    return new ImportList(first.text(), entries, faults);
  }

  private record Line(List<String> columns, Csv.Row row) {
    String cell(String column) {
      var index = columns.indexOf(column);
      return index < 0 || index >= row.cells().size()
          ? ""
          : Csv.plain(row.cells().get(index).strip());
    }

    String fault() {
      if (!row.fault().isEmpty()) {
        return row.fault();
      }
      if (row.cells().size() > columns.size()) {
        return "has more cells than the first line has columns";
      }
      if (cell("phone_number").isEmpty()) {
        return "has no phone_number";
      }
      if (SCIENTIFIC.matcher(cell("phone_number")).matches()) {
        return "phone_number lost its last digits in a spreadsheet (1.4E+10)";
      }
      var event = cell("event").toLowerCase(Locale.ROOT);
      if (!List.of("", "optout", "optin").contains(event)) {
        return "event is neither optOut nor optIn";
      }
      return !cell("timestamp").isEmpty() && Times.parse(cell("timestamp")).isEmpty()
          ? "timestamp is not a time like 2026-11-20T10:00:00Z"
          : "";
    }

    EnteredChange change(String by, @Nullable Instant at, String origin) {
      var optIn = cell("event").equalsIgnoreCase("optin");
      var reason = cell("reason");
      return new EnteredChange(
          DncSource.IMPORT,
          cell("phone_number"),
          optIn ? Consent.OPT_IN : Consent.OPT_OUT,
          Times.parse(cell("timestamp")).orElse(at),
          by,
          reason.isEmpty() ? null : reason,
          List.of(),
          origin);
    }
  }
}
