package io.switchboard.sink.postgres.table;

import io.switchboard.sink.mapping.ColumnMapping;
import io.switchboard.sink.mapping.TableMapping;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The statements of one table: the same text for any number of rows. Names come from sink.yaml,
 * whose schema admits only letters, digits and underscores.
 */
public record TableStatements(String upsert, String delete) {

  static TableStatements of(TableMapping table) {
    return new TableStatements(upsert(table), delete(table));
  }

  private static String upsert(TableMapping table) {
    var columns = table.columns();
    var elements = IntStream.range(0, columns.size()).mapToObj(i -> "e" + i).toList();
    var values =
        IntStream.range(0, columns.size())
            .mapToObj(i -> columns.get(i).type().expression(elements.get(i)))
            .collect(Collectors.joining(", "));
    return "INSERT INTO %s AS old (%s) SELECT %s FROM unnest(%s) AS r(%s) ON CONFLICT (%s) %s"
        .formatted(
            table.table(),
            names(columns),
            values,
            arrays(columns),
            String.join(", ", elements),
            String.join(", ", table.key()),
            onConflict(table));
  }

  private static String onConflict(TableMapping table) {
    return switch (table.keep()) {
      case HISTORY -> "DO NOTHING";
      case CURRENT ->
          "DO UPDATE SET %s WHERE ((%s) >= (%s)) IS NOT FALSE"
              .formatted(
                  table.columns().stream()
                      .map(ColumnMapping::name)
                      .filter(name -> !table.key().contains(name))
                      .map(name -> name + " = EXCLUDED." + name)
                      .collect(Collectors.joining(", ")),
                  prefixed("EXCLUDED.", table.newer()),
                  prefixed("old.", table.newer()));
    };
  }

  private static String delete(TableMapping table) {
    var key = IntStream.of(table.indexesOf(table.key())).mapToObj(table.columns()::get).toList();
    var elements = IntStream.range(0, key.size()).mapToObj(i -> "e" + i).toList();
    var values =
        IntStream.range(0, key.size())
            .mapToObj(i -> key.get(i).type().expression(elements.get(i)))
            .collect(Collectors.joining(", "));
    return "DELETE FROM %s WHERE (%s) IN (SELECT %s FROM unnest(%s) AS r(%s))"
        .formatted(
            table.table(),
            String.join(", ", table.key()),
            values,
            arrays(key),
            String.join(", ", elements));
  }

  private static String names(List<ColumnMapping> columns) {
    return columns.stream().map(ColumnMapping::name).collect(Collectors.joining(", "));
  }

  private static String arrays(List<ColumnMapping> columns) {
    return columns.stream()
        .map(column -> "?::" + column.type().elementType() + "[]")
        .collect(Collectors.joining(", "));
  }

  private static String prefixed(String prefix, List<String> names) {
    return names.stream().map(name -> prefix + name).collect(Collectors.joining(", "));
  }
}
