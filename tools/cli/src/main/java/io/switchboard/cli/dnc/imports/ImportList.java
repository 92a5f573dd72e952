package io.switchboard.cli.dnc.imports;

import io.switchboard.cli.csv.CsvTable;
import io.switchboard.cli.csv.RejectedLine;
import io.switchboard.dnc.registry.EnteredChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
  /**
   * A usable line.
   *
   * @param hasUnreadTime whether its timestamp cannot be read; such an opt-out counts from receipt
   * @param hasOtherLines whether a cell may have taken in lines below, which are not entered
   * @param text the line as written
   */
  record ListedChange(
      int line, EnteredChange change, boolean hasUnreadTime, boolean hasOtherLines, String text) {
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
    table.requireOnce(ImportLine.COLUMNS);
    var entries = new ArrayList<ListedChange>();
    var faults = new ArrayList<RejectedLine>();
    for (var row : table.rows()) {
      var line = new ImportLine(table, row);
      if (line.fault().isEmpty()) {
        var change = line.change(by, at, origin + "-" + (row.line() - 1));
        entries.add(
            new ListedChange(
                row.line(), change, line.hasUnreadTime(), line.hasOtherLines(), row.text()));
      } else {
        faults.add(new RejectedLine(row.line(), line.fault(), row.text()));
      }
    }
    var unknown =
        table.columns().stream()
            .filter(name -> !name.isEmpty() && !ImportLine.COLUMNS.contains(name))
            .toList();
    return new ImportList(table.header(), unknown, entries, faults);
  }
}
