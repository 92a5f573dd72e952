package io.switchboard.console.export;

import io.switchboard.replay.text.NumberMasking;
import java.util.List;
import java.util.function.Consumer;

/**
 * A table that a page offers as a file.
 *
 * @param name as in the address
 * @param rows hands over the rows, with phone numbers masked or not
 */
public record ExportTable<R>(String name, List<Column<R>> columns, Rows<R> rows) {
  public ExportTable {
    columns = List.copyOf(columns);
  }

  /** Where the rows come from. */
  @FunctionalInterface
  public interface Rows<R> {
    /** Hands over each row; it need not keep any. */
    void each(NumberMasking numbers, Consumer<R> row);
  }

  /** A table whose rows are there already, masked. */
  public static <R> ExportTable<R> of(String name, List<Column<R>> columns, List<R> rows) {
    return new ExportTable<>(name, columns, (_, row) -> rows.forEach(row));
  }
}
