package io.switchboard.sink.mapping.encoded;

import io.switchboard.sink.mapping.ColumnSource;
import io.switchboard.sink.mapping.TableMapping;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The columns that each field of the value fills, by the bytes of its name. */
final class FieldColumns {
  private static final int REST = -1;

  private final byte[][] names;
  private final int[][] columns;
  private final boolean[] seen;

  FieldColumns(TableMapping table) {
    Map<String, int[]> byName = new LinkedHashMap<>();
    for (var i = 0; i < table.columns().size(); i++) {
      if (table.columns().get(i).source() instanceof ColumnSource.Field(var name)) {
        var column = i;
        byName.merge(
            name,
            new int[] {i},
            (some, _) -> IntStream.concat(Arrays.stream(some), IntStream.of(column)).toArray());
      }
    }
    table.ignored().forEach(name -> byName.putIfAbsent(name, new int[0]));
    names =
        byName.keySet().stream()
            .map(name -> name.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
    columns = byName.values().toArray(int[][]::new);
    seen = new boolean[names.length];
  }

  /**
   * Sets the cells of all fields.
   *
   * @param rest the column of all other fields, negative for none
   * @return the bytes to which the cells refer, usually {@code json}; null when a field is repeated
   */
  byte @Nullable [] assign(FlatJsonScanner fields, byte[] json, int rest, long[] cells) {
    Arrays.fill(seen, false);
    var next = 0;
    var others = new OtherFields(fields, json);
    for (var i = 0; i < fields.fields(); i++) {
      var name = find(json, fields.nameBegin(i), fields.nameEnd(i), next);
      if (name == REST) {
        others.add(i);
        continue;
      }
      if (seen[name]) {
        return null;
      }
      seen[name] = true;
      next = name + 1;
      if (!fields.isNull(i)) {
        var slice = EncodedRows.slice(fields.begin(i), fields.end(i) - fields.begin(i));
        for (var column : columns[name]) {
          cells[column] = slice;
        }
      }
    }
    return rest < 0 ? json : others.assign(rest, cells);
  }

  /** Senders keep the order of fields: the name after the previous one is tried first. */
  private int find(byte[] json, int begin, int end, int next) {
    if (next < names.length && equal(names[next], json, begin, end)) {
      return next;
    }
    for (var i = 0; i < names.length; i++) {
      if (equal(names[i], json, begin, end)) {
        return i;
      }
    }
    return REST;
  }

  private static boolean equal(byte[] name, byte[] json, int begin, int end) {
    return name.length == end - begin && Arrays.equals(name, 0, name.length, json, begin, end);
  }

  /** The fields without a column. Where they stand side by side, nothing is copied. */
  private static final class OtherFields {
    private final FlatJsonScanner fields;
    private final byte[] json;
    private @Nullable ByteArrayOutputStream joined;
    private int begin;
    private int end;
    private int last = -1;

    private OtherFields(FlatJsonScanner fields, byte[] json) {
      this.fields = fields;
      this.json = json;
    }

    private void add(int field) {
      var from = fields.nameBegin(field) - 1;
      if (last < 0) {
        begin = from;
      } else if (last != field - 1 || joined != null) {
        join(from, fields.endOfField(field));
      }
      end = fields.endOfField(field);
      last = field;
    }

    /** Copies what is there so far at the first gap. */
    private void join(int from, int to) {
      if (joined == null) {
        joined = new ByteArrayOutputStream();
        joined.write(json, begin, end - begin);
      }
      joined.write(',');
      joined.write(json, from, to - from);
    }

    private byte[] assign(int column, long[] cells) {
      if (joined == null) {
        cells[column] = EncodedRows.slice(begin, end - begin);
        return json;
      }
      var copied = joined.toByteArray();
      var text = Arrays.copyOf(json, json.length + copied.length);
      System.arraycopy(copied, 0, text, json.length, copied.length);
      cells[column] = EncodedRows.slice(json.length, copied.length);
      return text;
    }
  }
}
