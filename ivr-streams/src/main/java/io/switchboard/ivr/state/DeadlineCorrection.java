package io.switchboard.ivr.state;

import io.switchboard.ivr.session.LogTimeCorrection;
import io.switchboard.ivr.session.Session;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Corrects the sessions of a partition after log time was set back: their deadlines were set by a
 * clock that was ahead, and would not fire for hours. At most {@value #MAX_PER_RECORD} sessions are
 * corrected with each record. The position is stored, so that a restart continues there.
 */
public final class DeadlineCorrection {
  public static final int MAX_PER_RECORD = 500;

  private final KeyValueStore<Bytes, byte[]> store;
  private @Nullable Bytes next;
  private boolean known;

  DeadlineCorrection(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  boolean running() {
    return next() != null;
  }

  private @Nullable Bytes next() {
    if (!known) {
      var stored = store.get(CallKeys.correction());
      next = stored == null ? null : Bytes.wrap(stored);
      known = true;
    }
    return next;
  }

  /** Starts at the earliest deadline that is not due at the corrected log time. */
  void begin(Instant now) {
    save(CallKeys.deadline(now, ""));
  }

  /** The next calls whose deadlines may be ahead, at most {@value #MAX_PER_RECORD}. */
  List<String> take() {
    var calls = new ArrayList<String>();
    var from = next();
    if (from == null) {
      return calls;
    }
    try (var entries = store.range(from, CallKeys.deadlinesEnd())) {
      while (entries.hasNext() && calls.size() < MAX_PER_RECORD) {
        calls.add(CallKeys.deadline(entries.next().key).callId());
      }
      save(entries.hasNext() ? entries.next().key : null);
    }
    return calls;
  }

  /** The session at the corrected log time. */
  static Session corrected(Session session, PartitionDefinitions definitions, Instant now) {
    return LogTimeCorrection.apply(definitions.pinned(session.call().definition()), session, now);
  }

  private void save(@Nullable Bytes position) {
    next = position;
    known = true;
    if (position == null) {
      store.delete(CallKeys.correction());
    } else {
      store.put(CallKeys.correction(), position.get());
    }
  }
}
