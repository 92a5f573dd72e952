package io.switchboard.ivr;

import io.switchboard.ivr.session.Session;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Everything that one partition knows: log time, sessions, their deadlines, definitions. */
final class PartitionState {
  static final String SESSIONS = "ivr-sessions";
  static final String DEADLINES = "ivr-deadlines";
  static final String DEFINITIONS = "ivr-definitions";
  static final String PARTITION = "ivr-partition";
  private static final String LOG_TIME = "log-time";

  private final KeyValueStore<String, Session> sessions;
  private final KeyValueStore<String, String> partition;
  private final DeadlineIndex deadlines;
  private final PartitionDefinitions definitions;
  private long logTime;

  PartitionState(ProcessorContext<?, ?> context) {
    this.sessions = context.getStateStore(SESSIONS);
    this.partition = context.getStateStore(PARTITION);
    this.deadlines =
        new DeadlineIndex(context.<KeyValueStore<Bytes, byte[]>>getStateStore(DEADLINES));
    this.definitions = new PartitionDefinitions(context.getStateStore(DEFINITIONS), partition);
    var stored = partition.get(LOG_TIME);
    this.logTime = stored == null ? 0 : Long.parseLong(stored);
  }

  /** Log time after a record: the largest timestamp that the partition has seen. */
  Instant advance(long timestamp) {
    if (timestamp > logTime) {
      logTime = timestamp;
      partition.put(LOG_TIME, Long.toString(timestamp));
    }
    return Instant.ofEpochMilli(logTime);
  }

  DeadlineIndex deadlines() {
    return deadlines;
  }

  PartitionDefinitions definitions() {
    return definitions;
  }

  @Nullable Session session(String callId) {
    return sessions.get(callId);
  }

  /** Saves what became of a session, with its deadline. */
  void save(String callId, @Nullable Session before, @Nullable Session after) {
    if (after == null) {
      if (before != null) {
        sessions.delete(callId);
        deadlines.remove(new DeadlineIndex.Entry(before.deadline(), callId));
      }
      return;
    }
    if (after.equals(before)) {
      return;
    }
    sessions.put(callId, after);
    if (before == null || !before.deadline().equals(after.deadline())) {
      if (before != null) {
        deadlines.remove(new DeadlineIndex.Entry(before.deadline(), callId));
      }
      deadlines.add(new DeadlineIndex.Entry(after.deadline(), callId));
    }
  }
}
