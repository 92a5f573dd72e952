package io.switchboard.sink.postgres.table;

import java.util.ArrayList;
import java.util.List;

/** Divides the rows of a batch among statements. */
public final class Chunks {
  private Chunks() {}

  /** Consecutive parts of at most {@code size} elements; none for an empty list. */
  public static <T> List<List<T>> of(List<T> all, int size) {
    var chunks = new ArrayList<List<T>>();
    for (var from = 0; from < all.size(); from += size) {
      chunks.add(all.subList(from, Math.min(all.size(), from + size)));
    }
    return chunks;
  }
}
