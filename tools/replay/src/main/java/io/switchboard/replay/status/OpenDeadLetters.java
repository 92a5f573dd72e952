package io.switchboard.replay.status;

import io.switchboard.replay.dlq.DeadLetterIndex;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The counts of open dead letters. They are read again when the offsets of a topic have changed.
 */
public final class OpenDeadLetters {
  private record Counts(Object offsets, Map<String, Long> open) {}

  private final @Nullable DeadLetterIndex index;

  private @Nullable Counts last;

  /** Reads the topics to count. */
  public OpenDeadLetters() {
    this.index = null;
  }

  /** Counts what an index knows. */
  public OpenDeadLetters(DeadLetterIndex index) {
    this.index = index;
  }

  /** The counts of the index; empty when there is none, or when it cannot keep all dead letters. */
  Optional<Map<String, Long>> indexed() {
    return Optional.ofNullable(index).flatMap(DeadLetterIndex::open);
  }

  /**
   * The counts at these offsets.
   *
   * @param offsets of the dead-letter topics and of their resolutions
   * @param read counts them, when they are not known
   */
  synchronized Map<String, Long> at(Object offsets, Supplier<Map<String, Long>> read) {
    var known = last;
    if (known == null || !known.offsets().equals(offsets)) {
      known = new Counts(offsets, read.get());
      last = known;
    }
    return known.open();
  }
}
