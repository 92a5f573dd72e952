package io.switchboard.console.menu;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.contract.event.ivr.CallDecision;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.time.Times;
import io.switchboard.contract.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The callers who are in the menu, from {@code ivr.decisions}: each decision carries the session
 * after it, and every end of a call is a decision too.
 */
public final class CallsInMenu {
  /** More callers than this are counted no longer; it bounds the memory. */
  private static final int MAX_CALLS = 20_000;

  /** Callers who press nothing meet a deadline, and so a decision, within minutes. */
  public static final Duration HISTORY = Duration.ofHours(1);

  /** A session without a decision for so long behind its deadline was removed without one. */
  private static final Duration OVERDUE = Duration.ofHours(1);

  private final Topic<String, CallDecision> topic;
  private final Map<String, OpenCall> calls = new LinkedHashMap<>();

  /** Who is in the menu at one time. */
  public record Snapshot(List<OpenCall> calls) {
    public Snapshot {
      calls = List.copyOf(calls);
    }
  }

  public CallsInMenu(KafkaSettings kafka) {
    topic = kafka.topics().ivrDecisions();
  }

  /** The topic that it takes all records of; from {@link #HISTORY} ago on is enough. */
  public String topic() {
    return topic.name();
  }

  /** Takes a record; one thread at a time. */
  public void accept(ConsumerRecord<byte[], byte[]> record) {
    topic.valueOf(record).ifPresent(this::accept);
  }

  void accept(CallDecision decision) {
    var session = decision.session();
    if (session == null) {
      return;
    }
    synchronized (calls) {
      if (!session.path("state").asText().equals("open")) {
        calls.remove(decision.callId());
      } else if (calls.size() < MAX_CALLS || calls.containsKey(decision.callId())) {
        calls.compute(decision.callId(), (_, before) -> call(decision, session, before));
      }
    }
  }

  private static OpenCall call(CallDecision decision, JsonNode session, @Nullable OpenCall before) {
    var path = new ArrayList<String>();
    session.path("path").forEach(key -> path.add(key.asText()));
    return new OpenCall(
        decision.callId(),
        session.path("node").asText(),
        time(session.path("resume").path("startedAt"))
            .orElse(before == null ? decision.at() : before.since()),
        decision.turn(),
        String.join(" ", path),
        session.path("source").asText(),
        session.path("definition").asText(),
        time(session.path("deadline")).orElse(decision.at()));
  }

  private static Optional<Instant> time(JsonNode text) {
    return Times.parse(text.textValue());
  }

  /** The call of this id, if its caller is in the menu. */
  public Optional<OpenCall> find(String callId) {
    synchronized (calls) {
      return Optional.ofNullable(calls.get(callId));
    }
  }

  /** Who is in the menu, the newest caller first. */
  public Snapshot snapshot(Instant now) {
    synchronized (calls) {
      calls.values().removeIf(call -> call.deadline().plus(OVERDUE).isBefore(now));
      return new Snapshot(
          calls.values().stream()
              .sorted(Comparator.comparing(OpenCall::since).reversed())
              .toList());
    }
  }
}
