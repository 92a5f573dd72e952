package io.switchboard.ivr.state;

import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The open deadlines of a partition, in order, in the store of its calls. The earliest one is
 * cached, and a scan starts where the last one ended: deleted entries are not scanned again.
 */
public final class DeadlineIndex {
  private static final byte[] NOTHING = new byte[0];

  private final KeyValueStore<Bytes, byte[]> store;
  private @Nullable DeadlineEntry first;
  private boolean known;
  private Bytes floor = CallKeys.deadlinesBegin();

  /** One call's deadline. */
  public record DeadlineEntry(Instant deadline, String callId)
      implements Comparable<DeadlineEntry> {
    Bytes key() {
      return CallKeys.deadline(deadline, callId);
    }

    @Override
    public int compareTo(DeadlineEntry other) {
      return key().compareTo(other.key());
    }
  }

  DeadlineIndex(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  void add(DeadlineEntry entry) {
    var key = entry.key();
    store.put(key, NOTHING);
    if (key.compareTo(floor) < 0) {
      floor = key;
    }
    var before = first;
    if (known && (before == null || entry.compareTo(before) < 0)) {
      first = entry;
    }
  }

  public void remove(DeadlineEntry entry) {
    store.delete(entry.key());
    if (known && entry.equals(first)) {
      known = false;
    }
  }

  /** The earliest deadline, null when there is none. */
  public @Nullable DeadlineEntry first() {
    if (!known) {
      first = scan();
      known = true;
      var found = first;
      floor = found == null ? CallKeys.deadlinesEnd() : found.key();
    }
    return first;
  }

  private @Nullable DeadlineEntry scan() {
    try (var entries = store.range(floor, CallKeys.deadlinesEnd())) {
      return entries.hasNext() ? CallKeys.deadline(entries.next().key) : null;
    }
  }
}
