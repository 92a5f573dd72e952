package io.switchboard.sink.postgres.table;

import io.switchboard.sink.mapping.ColumnType;
import io.switchboard.sink.mapping.TableMapping;
import io.switchboard.sink.mapping.encoded.LatestEncodedRows;
import io.switchboard.sink.mapping.row.Row;
import io.switchboard.sink.mapping.row.RowChange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the rows of one table, as one array per column. */
public final class TableWriter {
  private final TableMapping table;
  private final TableStatements statements;
  private final int[] key;

  /** Creates the writer of a table of sink.yaml. */
  public TableWriter(TableMapping table) {
    this.table = table;
    this.statements = TableStatements.of(table);
    this.key = table.indexesOf(table.key());
  }

  TableMapping table() {
    return table;
  }

  /** One statement for all rows. Each key may occur only once. */
  public void upsert(Connection connection, List<Row> rows) throws SQLException {
    try (var statement = connection.prepareStatement(statements.upsert())) {
      for (var i = 0; i < table.columns().size(); i++) {
        var values = array(table.columns().get(i).type(), rows.size());
        for (var j = 0; j < values.length; j++) {
          values[j] = rows.get(j).values()[i];
        }
        bind(statement, i, table.columns().get(i).type(), values);
      }
      statement.executeUpdate();
    }
  }

  /**
   * As above, of rows that are encoded already; {@code to} is exclusive. Some settings of the
   * driver forbid binary parameters; the rows are then read again as objects.
   */
  public void upsert(Connection connection, LatestEncodedRows rows, int from, int to)
      throws SQLException {
    if (!BinaryArray.isAcceptedBy(connection)) {
      upsert(connection, rows.decoded().rows().subList(from, to));
      return;
    }
    try (var statement = connection.prepareStatement(statements.upsert())) {
      for (var i = 0; i < table.columns().size(); i++) {
        statement.setObject(i + 1, new BinaryArray(rows.column(i, from, to)));
      }
      statement.executeUpdate();
    }
  }

  /** One statement for all keys; none for an empty list. */
  public void delete(Connection connection, List<RowChange.Delete> tombstones) throws SQLException {
    if (tombstones.isEmpty()) {
      return;
    }
    try (var statement = connection.prepareStatement(statements.delete())) {
      for (var i = 0; i < key.length; i++) {
        var type = table.columns().get(key[i]).type();
        var values = array(type, tombstones.size());
        for (var j = 0; j < values.length; j++) {
          values[j] = tombstones.get(j).key().part(i);
        }
        bind(statement, i, type, values);
      }
      statement.executeUpdate();
    }
  }

  private static void bind(
      PreparedStatement statement, int column, ColumnType type, @Nullable Object[] values)
      throws SQLException {
    statement.setArray(
        column + 1, statement.getConnection().createArrayOf(type.elementType(), values));
  }

  /** Arrays of these types are sent in PostgreSQL's binary format. */
  private static @Nullable Object[] array(ColumnType type, int size) {
    return switch (type) {
      case TEXT, NUMERIC, JSONB -> new String[size];
      case BOOLEAN -> new Boolean[size];
      case INTEGER -> new Integer[size];
      case BIGINT, TIMESTAMPTZ -> new Long[size];
      case DOUBLE -> new Double[size];
    };
  }
}
