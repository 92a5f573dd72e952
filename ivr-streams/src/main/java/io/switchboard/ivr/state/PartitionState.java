package io.switchboard.ivr.state;

import io.switchboard.contract.event.ivr.CallEvent.Activation;
import io.switchboard.contract.phone.Mask;
import io.switchboard.ivr.session.Session;
import io.switchboard.ivr.session.log.LogTime;
import io.switchboard.streams.ProcessingErrors;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The state of one partition: log time, sessions, their deadlines, definitions. */
public final class PartitionState {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionState.class);
  public static final String CALLS = "ivr-calls";
  public static final String DEFINITIONS = "ivr-definitions";

  private final KeyValueStore<Bytes, byte[]> calls;
  private final DeadlineIndex deadlines;
  private final PartitionDefinitions definitions;
  private final DeadlineCorrection correction;
  private LogTime logTime;
  private LogTime savedLogTime;

  public PartitionState(ProcessorContext<?, ?> context) {
    this.calls = context.getStateStore(CALLS);
    this.deadlines = new DeadlineIndex(calls);
    this.definitions = new PartitionDefinitions(context.getStateStore(DEFINITIONS));
    this.correction = new DeadlineCorrection(calls);
    var stored = calls.get(CallKeys.logTime());
    this.savedLogTime = new LogTime(stored == null ? 0 : ByteBuffer.wrap(stored).getLong());
    this.logTime = savedLogTime;
  }

  /** The current log time. */
  public Instant logTime() {
    return logTime.instant();
  }

  /**
   * Advances log time by a record.
   *
   * @param receivedAt when the record was received, by its writer's clock; null when unknown
   * @return whether log time was set back: the sessions are corrected with this record and the next
   *     ones
   */
  public boolean advance(long timestamp, @Nullable Instant receivedAt) {
    var before = logTime;
    logTime = before.after(timestamp, receivedAt);
    var back = logTime.isBefore(before);
    if (back) {
      correction.begin(logTime.instant());
    }
    return back;
  }

  /** Corrects some of the sessions, if any are left to correct. */
  public void correctSessions() {
    for (var callId : correction.take()) {
      correct(callId);
    }
  }

  /** A session that cannot be read keeps its deadline, and is removed when the deadline fires. */
  private void correct(String callId) {
    try {
      var session = session(callId);
      if (session != null) {
        save(callId, session, DeadlineCorrection.corrected(session, definitions, logTime()));
      }
    } catch (RuntimeException e) {
      if (ProcessingErrors.isOutage(e)) {
        throw e;
      }
      LOG.error("Cannot correct the deadline of call {}", Mask.text(callId), e);
    }
  }

  /** Whether sessions are left to correct. */
  public boolean correcting() {
    return correction.running();
  }

  /** Saves log time after a record was processed. */
  public void saveLogTime() {
    if (!logTime.equals(savedLogTime)) {
      savedLogTime = logTime;
      calls.put(
          CallKeys.logTime(), ByteBuffer.allocate(Long.BYTES).putLong(logTime.millis()).array());
    }
  }

  public DeadlineIndex deadlines() {
    return deadlines;
  }

  public PartitionDefinitions definitions() {
    return definitions;
  }

  /**
   * Activates a definition, and removes definitions that no call can use any more. It removes none
   * while deadlines are due that log time has passed: their calls still need their definitions.
   */
  public void activate(Activation activation, Instant now) {
    definitions.activate(activation, now);
    var first = deadlines.first();
    if (first == null || !first.deadline().isBefore(now)) {
      definitions.forgetWhatNoCallCanUse(now);
    }
  }

  public @Nullable Session session(String callId) {
    var stored = calls.get(CallKeys.session(callId));
    return stored == null ? null : SessionJson.read(stored);
  }

  /** Removes a session that cannot be used, and the deadline that is due. */
  public void discard(DeadlineIndex.DeadlineEntry due) {
    calls.delete(CallKeys.session(due.callId()));
    deadlines.remove(due);
  }

  /** Saves the result of a session, with its deadline. */
  public void save(String callId, @Nullable Session before, @Nullable Session after) {
    if (after == null) {
      if (before != null) {
        calls.delete(CallKeys.session(callId));
        deadlines.remove(new DeadlineIndex.DeadlineEntry(before.deadline(), callId));
      }
      return;
    }
    if (after.equals(before)) {
      return;
    }
    calls.put(CallKeys.session(callId), SessionJson.write(after));
    if (before == null || !before.deadline().equals(after.deadline())) {
      if (before != null) {
        deadlines.remove(new DeadlineIndex.DeadlineEntry(before.deadline(), callId));
      }
      deadlines.add(new DeadlineIndex.DeadlineEntry(after.deadline(), callId));
    }
  }
}
