package io.switchboard.sink.mapping.encoded;

import io.switchboard.sink.mapping.ColumnMapping;
import io.switchboard.sink.mapping.ColumnSource;
import io.switchboard.sink.mapping.ColumnType;
import java.nio.ByteBuffer;

/**
 * One column of rows as an array in PostgreSQL's binary format: the number of dimensions, whether
 * there are NULLs, the element type, length and lower bound; then each element with its length
 * before it, -1 for NULL.
 */
public final class EncodedArray {
  private static final int HEADER_BYTES = 5 * Integer.BYTES;

  /** PostgreSQL's object ids of the element types. */
  private static final int INT8 = 20;

  private static final int TEXT = 25;

  /** What is written around the elements of a column. */
  private enum Form {
    KEY,
    FIELD,
    REST,
    TIME
  }

  private final EncodedRows rows;
  private final Form form;
  private final int column;
  private final int[] order;
  private final int from;
  private final int to;

  EncodedArray(EncodedRows rows, ColumnMapping mapping, int column, int[] order, int from, int to) {
    this.rows = rows;
    this.form = form(mapping);
    this.column = column;
    this.order = order;
    this.from = from;
    this.to = to;
  }

  private static Form form(ColumnMapping mapping) {
    if (mapping.type() == ColumnType.TIMESTAMPTZ) {
      return Form.TIME;
    }
    return switch (mapping.source()) {
      case ColumnSource.Key _ -> Form.KEY;
      case ColumnSource.Rest _ -> Form.REST;
      case ColumnSource.Field _ -> Form.FIELD;
      case ColumnSource.Header _, ColumnSource.Pointer _ ->
          throw new IllegalStateException("EncodedRowReader refuses such a column");
    };
  }

  /** PostgreSQL's name of the array's type. */
  public String type() {
    return form == Form.TIME ? "_int8" : "_text";
  }

  /** The length in bytes. */
  public int length() {
    var length = HEADER_BYTES + (to - from) * Integer.BYTES;
    for (var i = from; i < to; i++) {
      length += Math.max(0, elementLength(order[i]));
    }
    return length;
  }

  /** The length of one element, -1 for NULL. */
  private int elementLength(int row) {
    if (form == Form.KEY) {
      return rows.key(row).length;
    }
    var cell = rows.cell(row, column);
    return switch (form) {
      case TIME -> cell == EncodedRows.NULL ? -1 : Long.BYTES;
      case REST -> EncodedRows.length(cell) + 2;
      case FIELD, KEY -> cell == EncodedRows.NULL ? -1 : EncodedRows.length(cell);
    };
  }

  /** Writes the array into a buffer with room for {@link #length}. */
  public void writeTo(byte[] target, int offset) {
    var out = ByteBuffer.wrap(target, offset, target.length - offset);
    out.putInt(1).putInt(1).putInt(form == Form.TIME ? INT8 : TEXT).putInt(to - from).putInt(1);
    for (var i = from; i < to; i++) {
      var row = order[i];
      var length = elementLength(row);
      out.putInt(length);
      if (length >= 0) {
        write(row, length, out);
      }
    }
  }

  private void write(int row, int length, ByteBuffer out) {
    switch (form) {
      case KEY -> out.put(rows.key(row));
      case TIME -> out.putLong(rows.cell(row, column));
      case FIELD -> out.put(rows.text(row), EncodedRows.begin(rows.cell(row, column)), length);
      case REST ->
          out.put((byte) '{')
              .put(rows.text(row), EncodedRows.begin(rows.cell(row, column)), length - 2)
              .put((byte) '}');
    }
  }
}
