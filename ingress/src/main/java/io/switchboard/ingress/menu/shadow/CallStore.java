package io.switchboard.ingress.menu.shadow;

import com.fasterxml.jackson.databind.ObjectReader;
import io.switchboard.contract.event.ivr.CallDecision;
import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.json.Json;
import io.switchboard.contract.time.Times;
import io.switchboard.ingress.menu.shadow.CallView.PartitionView;
import io.switchboard.ingress.menu.shadow.MenuDefinitions.DefinitionInForce;
import io.switchboard.ingress.menu.shadow.ShadowResult.Decided;
import io.switchboard.ivr.snapshot.SnapshotReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls of {@code cxone.dtmf}: of each the newest session that ivr-streams has decided and the
 * records behind it. Bounded by calls and bytes; the calls that have been silent longest go first.
 * Thread-safe.
 */
public final class CallStore {
  private static final Logger LOG = LoggerFactory.getLogger(CallStore.class);
  private static final ObjectReader EVENTS = Json.mapper().readerFor(CallEvent.class);

  /**
   * No session is open for longer without a decision: the longest prompt and the longest wait that
   * a definition may have, and the margin behind CXone's timer.
   */
  static final Duration MAX_SILENCE = Duration.ofSeconds(600 + 300 + 5);

  /** An ended call is remembered for as long as ivr-streams remembers it. */
  private static final Duration MAX_AGE = Duration.ofHours(1).plus(MAX_SILENCE);

  private final ShadowLimits limits;
  private final MenuDefinitions definitions;
  private final LinkedHashMap<String, TrackedCall> calls = new LinkedHashMap<>();
  private final Map<Integer, PartitionLog> partitions = new HashMap<>();
  private long bytes;

  /** Of an open session whose last decision is before these, nothing may be known. */
  private @Nullable Instant readSince;

  private Instant forgottenUntil = Instant.EPOCH;

  CallStore(ShadowLimits limits, MenuDefinitions definitions) {
    this.limits = limits;
    this.definitions = definitions;
  }

  /** The decisions of a partition are read from this time on. */
  public synchronized void decisionsSince(Instant time) {
    readSince = readSince == null ? time : Times.later(readSince, time);
  }

  /** A partition of {@code cxone.dtmf} is read from this offset on. */
  public synchronized void logStartsAt(int partition, long offset) {
    partition(partition).startAt(offset);
  }

  /** Takes in a record of {@code cxone.dtmf}. */
  synchronized void read(ConsumerRecord<String, byte[]> record) {
    var log = partition(record.partition());
    log.advance(record);
    var key = record.key();
    if (key == null || record.value() == null) {
      return;
    }
    if (key.equals(CallEvent.PARTITION_KEY)) {
      activate(log, record.value());
      return;
    }
    var logged = LoggedRecord.of(record, log.logTime());
    var time = Times.earlier(logged.logTime(), logged.receivedAt()); // one clock may be ahead
    var call = touched(key, log.logTime());
    call.read(logged.beginningWith(definitionInForce(log, time)), isComplete(time));
    measureAndEvict(key, call);
  }

  /**
   * Takes in a decision.
   *
   * @param nextOffset its session includes the records of the call before this offset
   * @return what a caller was answered instead, if that was something else
   */
  public synchronized Optional<Decided> decided(CallDecision decision, long nextOffset) {
    var callId = decision.callId();
    var call = touched(callId, decision.at());
    call.decided(SnapshotReader.read(decision), nextOffset);
    var differs =
        call.answered(decision.causeId(), nextOffset)
            .filter(it -> it.differs(decision.action(), decision.turn()));
    measureAndEvict(callId, call);
    return differs;
  }

  /** This ingress sends a request or a fallback, or keeps it until Kafka takes it. */
  public synchronized void sent(
      String callId, String id, Instant receivedAt, CallEvent.OfCall event) {
    var call = touched(callId, receivedAt);
    call.sent(new SentRecord(id, receivedAt, event), isComplete(receivedAt));
    measureAndEvict(callId, call);
  }

  /** What was sent will never be on the log. */
  public synchronized void withdraw(String callId, String id) {
    var call = calls.get(callId);
    if (call != null) {
      call.withdraw(id);
      measureAndEvict(callId, call);
    }
  }

  /** A caller was answered ahead of ivr-streams. */
  synchronized void expect(String callId, String requestId, Decided answer) {
    var call = calls.get(callId);
    if (call != null) {
      call.expect(requestId, answer);
      measureAndEvict(callId, call);
    }
  }

  /** What is known about a call now. */
  synchronized Optional<CallView> view(String callId, int partition) {
    var log = partitions.get(partition);
    var call = calls.get(callId);
    return log == null || call == null
        ? Optional.empty()
        : Optional.of(
            call.view(
                callId,
                new PartitionView(
                    log.start(),
                    log.logTime(),
                    log.changes(),
                    definitionInForce(log, log.logTime()))));
  }

  /** The content hash of the definition that an open call uses, where it is known. */
  public synchronized Optional<String> definitionOf(String callId) {
    return Optional.ofNullable(calls.get(callId)).flatMap(TrackedCall::definition);
  }

  /** Calls that are known. */
  public synchronized int size() {
    return calls.size();
  }

  /** About how much memory they take. */
  public synchronized long bytes() {
    return bytes;
  }

  private PartitionLog partition(int partition) {
    return partitions.computeIfAbsent(partition, _ -> new PartitionLog());
  }

  private @Nullable String definitionInForce(PartitionLog log, Instant time) {
    var definition = log.activated() == null ? definitions.inForce(time) : log.activated();
    return definition == null ? null : definition.hash();
  }

  private void activate(PartitionLog log, byte[] value) {
    try {
      if (EVENTS.readValue(value) instanceof CallEvent.Activation activation) {
        definitions.activated(activation);
        log.activate(
            new DefinitionInForce(activation.definition(), activation.at()),
            definitions.inForce(log.logTime()));
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("An activation cannot be used, ivr-streams puts it on its dead letters", e);
    }
  }

  /** Whether a call without any record has not begun before. */
  private boolean isComplete(Instant now) {
    var since = readSince;
    return since != null && Times.later(since, forgottenUntil).plus(MAX_SILENCE).isBefore(now);
  }

  /** The call, as the newest of all. */
  private TrackedCall touched(String callId, Instant at) {
    var known = calls.remove(callId);
    var call = known == null ? new TrackedCall() : known;
    calls.put(callId, call);
    call.active(Times.later(call.activeAt(), at), System.nanoTime());
    return call;
  }

  private void measureAndEvict(String callId, TrackedCall call) {
    bytes += call.growth(callId);
    var now = System.nanoTime();
    for (var eldest = calls.firstEntry();
        eldest != null
            && (calls.size() > limits.maxCalls()
                || bytes > limits.maxBytes()
                || now - eldest.getValue().touchedAt() > MAX_AGE.toNanos());
        eldest = calls.firstEntry()) {
      calls.pollFirstEntry();
      bytes -= eldest.getValue().bytes();
      forgottenUntil = Times.later(forgottenUntil, eldest.getValue().activeAt());
    }
  }
}
