package io.switchboard.replay.status;

import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The counts of open dead letters. They are read again when the offsets of a topic have changed.
 */
public final class OpenDeadLetters {
  private record Counts(Object offsets, Map<String, Long> open) {}

  private @Nullable Counts last;

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
