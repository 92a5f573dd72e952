package io.switchboard.console.dlq;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.switchboard.replay.dlq.DeadLetterIndex;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What pages show of a selection of dead letters. A value stays valid until a dead letter or a
 * resolution arrives: counting a hundred thousand again for each request would change nothing.
 *
 * @param <V> a value that does not hold the dead letters themselves
 */
final class SelectionCache<V> {
  private static final int MAX_VALUES = 20;

  /** A dead letter with a time in the future becomes visible at that time. */
  private static final Duration KEPT = Duration.ofMinutes(1);

  private final DeadLetterIndex index;
  private final Cache<Selection, V> values =
      Caffeine.newBuilder().maximumSize(MAX_VALUES).expireAfterWrite(KEPT).build();

  private record Selection(
      long changes, String service, String destination, String reason, String purpose) {}

  SelectionCache(DeadLetterIndex index) {
    this.index = index;
  }

  /**
   * The value for a selection, computed when it is not known. A selection by a filter, a place or a
   * moving window is always computed.
   *
   * @param purpose distinguishes values of the same selection
   */
  V get(DeadLetterQuery query, String purpose, Supplier<V> compute) {
    if (!query.isOfIndex() || !query.last().isEmpty()) {
      return compute.get();
    }
    var changes = index.changes();
    return changes.isEmpty()
        ? compute.get()
        : values.get(
            new Selection(
                changes.getAsLong(), query.service(), query.destination(), query.reason(), purpose),
            _ -> compute.get());
  }
}
