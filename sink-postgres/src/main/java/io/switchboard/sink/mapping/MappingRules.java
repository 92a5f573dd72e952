package io.switchboard.sink.mapping;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Checks of a mapping that its JSON Schema cannot express. */
final class MappingRules {
  private MappingRules() {}

  static List<String> problems(SinkMapping mapping) {
    var problems = new ArrayList<String>();
    var names = new HashSet<String>();
    for (var table : mapping.tables()) {
      if (!names.add(table.table() + " " + table.topic())) {
        problems.add(table.table() + " is filled twice from " + table.topic());
      }
      check(table, problems);
    }
    return problems;
  }

  private static void check(TableMapping table, List<String> problems) {
    for (var name : table.key()) {
      type(table, "key", name, problems)
          .filter(type -> !type.identifies())
          .ifPresent(
              type -> problems.add(of(table, name) + " cannot be a key: " + type.typeName()));
    }
    for (var name : table.newer()) {
      type(table, "newer", name, problems)
          .filter(type -> !type.orders())
          .ifPresent(
              type -> problems.add(of(table, name) + " cannot order rows: " + type.typeName()));
    }
    if (table.eventTime() != null) {
      type(table, "eventTime", table.eventTime(), problems)
          .filter(type -> type != ColumnType.TIMESTAMPTZ)
          .ifPresent(_ -> problems.add(of(table, table.eventTime()) + " is not a timestamptz"));
    }
    if (table.tombstone() == TableMapping.Tombstone.DELETE) {
      for (var index : table.indexesOf(table.key())) {
        if (index >= 0 && !hasValueInTombstone(table.columns().get(index).source())) {
          problems.add(table.table() + ": a tombstone has no value, so its key cannot be read");
        }
      }
    }
  }

  private static boolean hasValueInTombstone(ColumnSource source) {
    return switch (source) {
      case ColumnSource.Key _, ColumnSource.Header _ -> true;
      case ColumnSource.Field _, ColumnSource.Pointer _, ColumnSource.Rest _ -> false;
    };
  }

  private static java.util.Optional<ColumnType> type(
      TableMapping table, String role, String column, List<String> problems) {
    var index = table.indexOf(column);
    if (index < 0) {
      problems.add(of(table, column) + ", named in " + role + ", is not among the columns");
      return java.util.Optional.empty();
    }
    return java.util.Optional.of(table.columns().get(index).type());
  }

  private static String of(TableMapping table, @org.jspecify.annotations.Nullable String column) {
    return table.table() + "." + column;
  }
}
