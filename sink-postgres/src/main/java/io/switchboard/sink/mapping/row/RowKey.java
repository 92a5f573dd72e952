package io.switchboard.sink.mapping.row;

import java.util.Arrays;

/** The key of a row. All writers sort rows by it, which prevents deadlocks. */
public final class RowKey implements Comparable<RowKey> {
  private final Object[] parts;
  private final int hash;

  RowKey(Object[] parts) {
    this.parts = parts;
    this.hash = Arrays.hashCode(parts);
  }

  /** One part of the key, as an element of its column's array. */
  public Object part(int index) {
    return parts[index];
  }

  @Override
  public int compareTo(RowKey other) {
    for (var i = 0; i < parts.length; i++) {
      var order = compare(parts[i], other.parts[i]);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** Only types that identify or order are used here, and a column has one type. */
  @SuppressWarnings("unchecked")
  static int compare(Object a, Object b) {
    return ((Comparable<Object>) a).compareTo(b);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowKey key && hash == key.hash && Arrays.equals(parts, key.parts);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
