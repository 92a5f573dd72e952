package io.switchboard.sink.postgres.schema;

import io.switchboard.sink.mapping.SinkMapping;
import io.switchboard.sink.mapping.TableMapping;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares the mapped columns of sink.yaml with the database before the first row is written. */
public final class SchemaCheck {
  private static final String COLUMNS =
      """
      SELECT column_name, data_type, is_nullable = 'NO' AND column_default IS NULL
             AND is_identity = 'NO' AND is_generated = 'NEVER'
      FROM information_schema.columns
      WHERE table_schema = current_schema() AND table_name = ? ORDER BY ordinal_position\
      """;

  private static final String UNIQUE =
      """
      SELECT array_agg(a.attname::text)
      FROM pg_index i
      JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
      WHERE i.indrelid = to_regclass(?) AND i.indisunique AND i.indpred IS NULL
        AND i.indexprs IS NULL
      GROUP BY i.indexrelid\
      """;

  /** They take every text; with any other one a name makes a dead letter of its row. */
  private static final Set<String> ENCODINGS = Set.of("UTF8", "SQL_ASCII");

  private SchemaCheck() {}

  private record Column(String type, boolean needsValue) {}

  /** All mismatches as text; empty when there are none. */
  public static List<String> problems(Connection connection, SinkMapping mapping)
      throws SQLException {
    var problems = new ArrayList<String>();
    var encoding = encoding(connection);
    if (!ENCODINGS.contains(encoding)) {
      problems.add(
          "the database's encoding is %s, which lacks most characters: create it with UTF8"
              .formatted(encoding));
    }
    for (var table : mapping.tables()) {
      var columns = columns(connection, table.table());
      if (columns.isEmpty()) {
        problems.add("there is no table " + table.table() + " for topic " + table.topic());
        continue;
      }
      compare(table, columns, problems);
      if (!uniques(connection, table.table()).contains(new HashSet<>(table.key()))) {
        problems.add(
            "table %s has no primary key or unique index on exactly (%s)"
                .formatted(table.table(), String.join(", ", table.key())));
      }
    }
    return problems;
  }

  private static String encoding(Connection connection) throws SQLException {
    try (var select = connection.createStatement();
        var rows = select.executeQuery("SHOW server_encoding")) {
      return rows.next() ? rows.getString(1) : "unknown";
    }
  }

  private static void compare(
      TableMapping table, Map<String, Column> columns, List<String> problems) {
    var unmapped = new LinkedHashMap<>(columns);
    for (var mapped : table.columns()) {
      var column = unmapped.remove(mapped.name());
      if (column == null) {
        problems.add(
            "table %s has no column %s, it has %s"
                .formatted(table.table(), mapped.name(), String.join(", ", columns.keySet())));
      } else if (!mapped.type().fits(column.type())) {
        problems.add(
            "column %s.%s is %s in the database and %s in sink.yaml"
                .formatted(table.table(), mapped.name(), column.type(), mapped.type().typeName()));
      }
    }
    unmapped.forEach(
        (name, column) -> {
          if (column.needsValue()) {
            problems.add(
                "column %s.%s must not be NULL, has no default and is not mapped"
                    .formatted(table.table(), name));
          }
        });
  }

  private static Map<String, Column> columns(Connection connection, String table)
      throws SQLException {
    var columns = new LinkedHashMap<String, Column>();
    try (var select = connection.prepareStatement(COLUMNS)) {
      select.setString(1, table);
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          columns.put(rows.getString(1), new Column(rows.getString(2), rows.getBoolean(3)));
        }
      }
    }
    return columns;
  }

  private static Set<Set<String>> uniques(Connection connection, String table) throws SQLException {
    var uniques = new HashSet<Set<String>>();
    try (var select = connection.prepareStatement(UNIQUE)) {
      select.setString(1, table);
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          uniques.add(Set.of((String[]) rows.getArray(1).getArray()));
        }
      }
    }
    return uniques;
  }
}
