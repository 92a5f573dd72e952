package io.switchboard.ivr;

import io.switchboard.contract.event.CallEvent.Activation;
import io.switchboard.ivr.session.Session;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Everything that one partition knows: log time, sessions, their deadlines, definitions. */
final class PartitionState {
  static final String CALLS = "ivr-calls";
  static final String DEFINITIONS = "ivr-definitions";

  private final KeyValueStore<Bytes, byte[]> calls;
  private final DeadlineIndex deadlines;
  private final PartitionDefinitions definitions;
  private long logTime;
  private long savedLogTime;

  PartitionState(ProcessorContext<?, ?> context) {
    this.calls = context.getStateStore(CALLS);
    this.deadlines = new DeadlineIndex(calls);
    this.definitions = new PartitionDefinitions(context.getStateStore(DEFINITIONS));
    var stored = calls.get(CallKeys.logTime());
    this.savedLogTime = stored == null ? 0 : ByteBuffer.wrap(stored).getLong();
    this.logTime = savedLogTime;
  }

  /** Log time after a record: the largest timestamp that the partition has seen. */
  Instant advance(long timestamp) {
    logTime = Math.max(logTime, timestamp);
    return Instant.ofEpochMilli(logTime);
  }

  /** Saves log time, once a record has been dealt with. */
  void saveLogTime() {
    if (logTime > savedLogTime) {
      savedLogTime = logTime;
      calls.put(CallKeys.logTime(), ByteBuffer.allocate(Long.BYTES).putLong(logTime).array());
    }
  }

  DeadlineIndex deadlines() {
    return deadlines;
  }

  PartitionDefinitions definitions() {
    return definitions;
  }

  /**
   * Puts a definition in force. What no call can use any more is forgotten then, unless deadlines
   * wait that log time has passed already: their calls, however old, still need theirs.
   */
  void activate(Activation activation, Instant now) {
    definitions.activate(activation, now);
    var first = deadlines.first();
    if (first == null || !first.deadline().isBefore(now)) {
      definitions.forgetWhatNoCallCanUse(now);
    }
  }

  @Nullable Session session(String callId) {
    var stored = calls.get(CallKeys.session(callId));
    return stored == null ? null : SessionJson.read(stored);
  }

  /** Saves what became of a session, with its deadline. */
  void save(String callId, @Nullable Session before, @Nullable Session after) {
    if (after == null) {
      if (before != null) {
        calls.delete(CallKeys.session(callId));
        deadlines.remove(new DeadlineIndex.Entry(before.deadline(), callId));
      }
      return;
    }
    if (after.equals(before)) {
      return;
    }
    calls.put(CallKeys.session(callId), SessionJson.write(after));
    if (before == null || !before.deadline().equals(after.deadline())) {
      if (before != null) {
        deadlines.remove(new DeadlineIndex.Entry(before.deadline(), callId));
      }
      deadlines.add(new DeadlineIndex.Entry(after.deadline(), callId));
    }
  }
}
