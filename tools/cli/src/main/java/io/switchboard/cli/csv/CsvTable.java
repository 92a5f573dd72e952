package io.switchboard.cli.csv;

import io.switchboard.cli.CommandFailure;
import io.switchboard.contract.phone.Mask;
import io.switchboard.replay.text.CsvLine;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A list with a header, as spreadsheets write it: separated by commas, semicolons, tabs or bars,
 * with or without a first line {@code sep=;}.
 *
 * @param header the header line
 * @param columns their names, trimmed and in one spelling: {@code phone_number} also for {@code
 *     phoneNumber} and {@code Phone Number}
 * @param rows the records below, without empty ones
 */
public record CsvTable(String header, List<String> columns, List<Csv.CsvRow> rows) {
  private static final String SEPARATORS = ",;\t|";
  private static final int MAX_QUOTED = 120;
  private static final Pattern CAMEL_CASE =
      Pattern.compile("(?<=\\p{javaLowerCase})(?=\\p{javaUpperCase})");

  public CsvTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /**
   * Parses a text; when the required columns are missing, a {@link CommandFailure} says what the
   * first line contains. The same when it names one of them twice.
   */
  public static CsvTable read(String text, List<String> required) {
    if (text.isBlank()) {
      throw new CommandFailure("the file is empty", 2);
    }
    var said = saidSeparator(text);
    var separators = said == 0 ? SEPARATORS : String.valueOf(said);
    for (var i = 0; i < separators.length(); i++) {
      var table = read(text, separators.charAt(i), said != 0);
      if (table.columns.containsAll(required)) {
        table.requireOnce(Set.copyOf(required));
        return table;
      }
    }
    throw notNamed(text, required, said != 0);
  }

  /**
   * Fails with a {@link CommandFailure} when several columns have one of these names: the cells of
   * the second would be ignored.
   */
  public void requireOnce(Set<String> names) {
    for (var name : names) {
      if (Collections.frequency(columns, name) > 1) {
        throw new CommandFailure(
            "the first line names the column %s more than once: rename or remove all but one"
                .formatted(name),
            2);
      }
    }
  }

  /** A cell by the name of its column; empty when the record does not have it. */
  public String cell(Csv.CsvRow row, String column) {
    var index = columns.indexOf(column);
    return index < 0 || index >= row.cells().size()
        ? ""
        : CsvLine.unescaped(Blanks.stripped(row.cells().get(index)));
  }

  /** Why a record cannot be used with any meaning of its columns; empty when it can. */
  public String fault(Csv.CsvRow row) {
    if (!row.fault().isEmpty()) {
      return row.fault();
    }
    // spreadsheets end short lines with separators
    return row.cells().stream().skip(columns.size()).allMatch(Blanks::isBlank)
        ? ""
        : "has more cells than the first line has columns";
  }

  private static CsvTable read(String text, char separator, boolean said) {
    var rows = new ArrayList<>(Csv.read(text, separator));
    if (said) {
      rows.removeFirst();
    }
    // spreadsheets write rows of separators for rows that were emptied
    rows.removeIf(row -> row.fault().isEmpty() && row.cells().stream().allMatch(Blanks::isBlank));
    if (rows.isEmpty()) {
      return new CsvTable("", List.of(), List.of());
    }
    var header = rows.removeFirst();
    var columns = header.cells().stream().map(CsvTable::name).toList();
    return new CsvTable(header.text(), columns, rows);
  }

  /** The separator of a first line {@code sep=;}, which Excel writes and reads; 0 without one. */
  private static char saidSeparator(String text) {
    var line = text.lines().findFirst().orElse("").replace("\"", "");
    return line.toLowerCase(Locale.ROOT).startsWith("sep=")
            && line.length() > 4
            && line.substring(5).isBlank()
        ? line.charAt(4)
        : 0;
  }

  /** Without white space and invisible characters from other programs, in one spelling. */
  private static String name(String cell) {
    var name =
        Normalizer.normalize(cell, Normalizer.Form.NFKC)
            .codePoints()
            .filter(point -> Character.getType(point) != Character.FORMAT)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    return CAMEL_CASE
        .matcher(name.strip())
        .replaceAll("_")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[\\s_-]+", "_");
  }

  private static CommandFailure notNamed(String text, List<String> required, boolean said) {
    var found = text.lines().skip(said ? 1 : 0).filter(line -> !line.isBlank()).findFirst();
    var line = Mask.text(found.orElse("")); // it may be the first number of a list without header
    var quoted = line.length() > MAX_QUOTED ? line.substring(0, MAX_QUOTED) + "…" : line;
    return new CommandFailure(
        "the first line has to name the column%s %s, separated by commas; it is: %s"
            .formatted(required.size() == 1 ? "" : "s", String.join(" and ", required), quoted),
        2);
  }
}
