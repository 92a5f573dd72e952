package io.switchboard.ingress.menu.shadow;

import io.switchboard.ingress.menu.shadow.ShadowResult.Decided;
import io.switchboard.ivr.session.Session;
import io.switchboard.ivr.snapshot.RestoredSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One call of {@link CallStore}: its newest session and what is behind it. Not thread-safe. */
final class TrackedCall {
  private static final int MAX_EXPECTED = 32;

  private @Nullable RestoredSession restored;
  private long nextOffset;
  private boolean begun;
  private List<LoggedRecord> logged = List.of(); // most calls have none, most of the time
  private List<SentRecord> sent = List.of();
  private final Map<String, Decided> expected = new LinkedHashMap<>(0);
  private Instant activeAt = Instant.EPOCH;
  private long touchedAt;
  private int bytes;

  /** A decision of ivr-streams. */
  void decided(Optional<RestoredSession> session, long sessionNextOffset) {
    if (sessionNextOffset < nextOffset) {
      return; // taken again after a restart of ivr-streams
    }
    restored = session.orElse(null);
    nextOffset = sessionNextOffset;
    begun = false;
    logged = logged.stream().filter(it -> it.offset() >= nextOffset).toList();
  }

  /** A record of the log. */
  void read(LoggedRecord record, boolean first) {
    withdraw(record.id());
    if (record.offset() >= nextOffset) {
      begun = begun || (first && isEmpty());
      logged = with(logged, record);
    }
  }

  private boolean isEmpty() {
    return restored == null && nextOffset == 0 && logged.isEmpty() && sent.isEmpty();
  }

  /** A record of this ingress that is on its way to the log. */
  void sent(SentRecord record, boolean first) {
    begun = begun || (first && isEmpty());
    if (sent.stream().noneMatch(it -> it.id().equals(record.id()))) {
      sent = with(sent, record);
    }
  }

  /** A record has arrived on the log, or will never. */
  void withdraw(String id) {
    if (!sent.isEmpty()) {
      sent = sent.stream().filter(it -> !it.id().equals(id)).toList();
    }
  }

  /** What a caller was answered ahead of ivr-streams. */
  void expect(String requestId, Decided answer) {
    expected.put(requestId, answer);
    if (expected.size() > MAX_EXPECTED) {
      expected.remove(expected.keySet().iterator().next());
    }
  }

  /** What was answered to a request ahead of the decision that has come now, once. */
  Optional<Decided> answered(String requestId, long sessionNextOffset) {
    var answer = expected.get(requestId);
    if (answer == null || !answer.isOn(sessionNextOffset)) {
      return Optional.empty();
    }
    expected.remove(requestId);
    return Optional.of(answer);
  }

  CallView view(String callId, CallView.PartitionView partition) {
    var session = restored;
    return new CallView(
        callId,
        session == null ? null : session.session(),
        session != null && session.digitsHidden(),
        nextOffset,
        begun,
        logged,
        sent,
        partition);
  }

  /** The definition that the call uses, while it is open. */
  Optional<String> definition() {
    return restored != null && restored.session() instanceof Session.Open open
        ? Optional.of(open.call().definition())
        : Optional.empty();
  }

  void active(Instant logTime, long nanos) {
    activeAt = logTime;
    touchedAt = nanos;
  }

  /** The newest log time that the call is known from. */
  Instant activeAt() {
    return activeAt;
  }

  /** When it was heard of last, by {@link System#nanoTime}: log time may be ahead for a while. */
  long touchedAt() {
    return touchedAt;
  }

  int bytes() {
    return bytes;
  }

  /** Measures it again; returns by how much it has grown. */
  int growth(String callId) {
    var before = bytes;
    bytes = CallBytes.of(callId, restored, logged, sent, expected);
    return bytes - before;
  }

  private static <T> List<T> with(List<T> list, T more) {
    var all = new ArrayList<T>(list.size() + 1);
    all.addAll(list);
    all.add(more);
    return List.copyOf(all);
  }
}
