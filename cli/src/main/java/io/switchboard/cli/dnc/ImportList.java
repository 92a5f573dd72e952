package io.switchboard.cli.dnc;

import io.switchboard.cli.CommandFailure;
import io.switchboard.contract.Times;
import io.switchboard.contract.event.Consent;
import io.switchboard.contract.event.DncSource;
import io.switchboard.dnc.registry.EnteredChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A list as it stands in a file.
 *
 * @param faults lines that cannot be used, by their number, without quoting them
 */
record ImportList(List<EnteredChange> changes, List<String> faults) {

  static ImportList read(String csv, String by, String origin) {
    var lines = csv.lines().toList();
    if (lines.isEmpty()) {
      throw new CommandFailure("the file is empty");
    }
    var header =
        Csv.parse(lines.getFirst().replace("\uFEFF", "")).stream()
            .map(name -> name.strip().toLowerCase(Locale.ROOT))
            .toList();
    if (!header.contains("phone_number")) {
      throw new CommandFailure("the first line has to name a column phone_number");
    }
    var changes = new ArrayList<EnteredChange>();
    var faults = new ArrayList<String>();
    for (var i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        var line = new Line(header, Csv.parse(lines.get(i)));
        var fault = line.fault();
        if (fault.isEmpty()) {
          changes.add(line.change(by, origin + "-" + i));
        } else {
          faults.add("line " + (i + 1) + ": " + fault);
        }
      }
    }
    return new ImportList(changes, faults);
  }

  private record Line(List<String> header, List<String> cells) {
    String cell(String column) {
      var index = header.indexOf(column);
      return index < 0 || index >= cells.size() ? "" : Csv.plain(cells.get(index).strip());
    }

    String fault() {
      if (cell("phone_number").isEmpty()) {
        return "has no phone_number";
      }
      var event = cell("event").toLowerCase(Locale.ROOT);
      if (!List.of("", "optout", "optin").contains(event)) {
        return "event is neither optOut nor optIn";
      }
      return !cell("timestamp").isEmpty() && Times.parse(cell("timestamp")).isEmpty()
          ? "timestamp is not a time like 2026-11-20T10:00:00Z"
          : "";
    }

    EnteredChange change(String by, String origin) {
      var optIn = cell("event").equalsIgnoreCase("optin");
      var reason = cell("reason");
      return new EnteredChange(
          DncSource.IMPORT,
          cell("phone_number"),
          optIn ? Consent.OPT_IN : Consent.OPT_OUT,
          Times.parse(cell("timestamp")).orElse(null),
          by,
          reason.isEmpty() ? null : reason,
          List.of(),
          origin);
    }
  }
}
