package io.switchboard.replay.trace.call;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.switchboard.contract.event.PushAnswer;
import io.switchboard.contract.event.ivr.CallDecision;
import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.event.ivr.CallOutcome;
import io.switchboard.contract.event.ivr.CallerAction;
import io.switchboard.contract.json.JsonSerde;
import io.switchboard.replay.text.NumberMasking;
import io.switchboard.replay.trace.Stage;
import io.switchboard.replay.trace.Step;
import io.switchboard.replay.trace.TraceText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** One call in the order of its events: what was pressed, decided, heard and pushed. */
public final class CallTimeline {
  private final NumberMasking numbers;
  private final SensitivePresses presses;
  private final TraceText text;
  private final List<Entry> entries = new ArrayList<>();

  /** What an entry is about. */
  public enum Kind {
    /** A request of CXone that brought no digits: the start, or silence. */
    REQUESTED,
    /** The caller pressed keys. */
    PRESSED,
    /** A rule decided. */
    DECIDED,
    /** What the caller hears from then on. */
    HEARD,
    /** How the call ended. */
    OUTCOME,
    /** CXone's final answer to a push. */
    PUSHED,
    /** Consent that follows from the call. */
    CONSENT,
    /** A record that could not be used. */
    FAILED;

    /** For people. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One entry.
   *
   * @param at the event's own time where the record has one
   * @param step the record that says so
   */
  public record Entry(Instant at, Kind kind, String text, String detail, Step step) {}

  private CallTimeline(NumberMasking numbers, SensitivePresses presses) {
    this.numbers = numbers;
    this.presses = presses;
    this.text = new TraceText(numbers);
  }

  /**
   * The entries of a call.
   *
   * @param steps in the order of a trace
   */
  public static List<Entry> of(List<Step> steps, NumberMasking numbers, SensitivePresses presses) {
    var timeline = new CallTimeline(numbers, presses);
    steps.forEach(timeline::add);
    timeline.entries.sort(Comparator.comparing(Entry::at)); // stable: causes stay before effects
    return List.copyOf(timeline.entries);
  }

  private void add(Step step) {
    switch (step.stage()) {
      case DTMF -> pressed(step, read(step, CallEvent.class));
      case IVR_DECISIONS -> decided(step, read(step, CallDecision.class));
      case IVR_OUTCOMES -> ended(step, read(step, CallOutcome.class));
      case PUSHES -> pushed(step, read(step, PushAnswer.class));
      case DNC_EVENTS, DNC_DECISIONS, DNC_REGISTRY ->
          add(step, step.time(), Kind.CONSENT, topic(step), text.summary(step));
      case DEAD_LETTERS, REJECTED ->
          add(step, step.time(), Kind.FAILED, text.summary(step), topic(step));
      case CALL_RESULTS, CONTACT_EVENTS, DNC_WEBHOOKS, CLASSIFIED, CRITICAL, MEDIUM, LOW -> {
        // about a contact or a number that has the same id
      }
    }
  }

  private void pressed(Step step, @Nullable CallEvent event) {
    switch (event) {
      case CallEvent.Digit(var _, var digit, var source, var _, var _) ->
          add(
              step,
              step.time(),
              Kind.PRESSED,
              presses.shown(step, digit),
              source.name().toLowerCase(Locale.ROOT));
      case CallEvent.MenuRequest request -> {
        var from = request.from();
        var who = (from == null ? "no number" : numbers.in(from)) + ", tier " + tier(request);
        if (request.dtmf().isEmpty()) {
          add(step, step.time(), Kind.REQUESTED, "no digits", who);
        } else {
          add(step, step.time(), Kind.PRESSED, presses.shown(step, request.dtmf()), "menu, " + who);
        }
      }
      case CallEvent.Fallback _ ->
          add(
              step,
              step.time(),
              Kind.HEARD,
              "the root menu, as the fallback",
              "the decision did not come in time");
      case CallEvent.CallEnd _ ->
          add(step, step.time(), Kind.REQUESTED, "the call is over", "voice socket");
      case CallEvent.Tick _, CallEvent.Activation _ -> {}
      case null -> unreadable(step);
    }
  }

  private static String tier(CallEvent.MenuRequest request) {
    return request.tier().wireName();
  }

  private void decided(Step step, @Nullable CallDecision decision) {
    if (decision == null) {
      unreadable(step);
      return;
    }
    var session = decision.session();
    var node = session == null ? "" : session.path("node").asText();
    add(
        step,
        decision.at(),
        Kind.DECIDED,
        decision.reason().replace('_', ' '),
        node.isEmpty() ? "turn " + decision.turn() : "at " + node + ", turn " + decision.turn());
    if (!decision.reason().equals("collecting") && !decision.reason().equals("ignored")) {
      add(step, decision.at(), Kind.HEARD, describe(node, decision.action()), prompt(decision));
    }
  }

  private static String describe(String node, CallerAction action) {
    return switch (action) {
      case CallerAction.Collect(var _, var length, var seconds, var _) ->
          "%s: %s within %d s"
              .formatted(node, length == 1 ? "one key" : "up to " + length + " keys", seconds);
      case CallerAction.Transfer(var queue) ->
          queue == null ? "a person: transferred" : "a person: transferred to " + queue;
      case CallerAction.Hangup _ -> "the call is hung up";
    };
  }

  private static String prompt(CallDecision decision) {
    return decision.action() instanceof CallerAction.Collect(var url, var _, var _, var _)
        ? url.substring(url.lastIndexOf('/') + 1)
        : "";
  }

  private void ended(Step step, @Nullable CallOutcome outcome) {
    if (outcome == null) {
      unreadable(step);
      return;
    }
    add(
        step,
        outcome.endedAt(),
        Kind.OUTCOME,
        outcome.outcome().wireName().replace('_', ' '),
        numbers.in(
            "%s after %.1f s, path %s"
                .formatted(
                    outcome.reason().replace('_', ' '),
                    outcome.durationMs() / 1_000.0,
                    outcome.path().isEmpty() ? "empty" : String.join(" ", outcome.path()))));
  }

  private void pushed(Step step, @Nullable PushAnswer answer) {
    if (answer == null) {
      unreadable(step);
      return;
    }
    var error = answer.error();
    add(
        step,
        answer.answeredAt(),
        Kind.PUSHED,
        answer.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        "%s, status %d, %s, %d ms%s"
            .formatted(
                answer.kind().wireName(),
                answer.status(),
                answer.attempts() == 1 ? "one attempt" : answer.attempts() + " attempts",
                answer.latencyMs(),
                error == null ? "" : ": " + numbers.in(error)));
  }

  private void unreadable(Step step) {
    add(step, step.time(), Kind.FAILED, "a record that cannot be read", topic(step));
  }

  private static String topic(Step step) {
    return step.record().topic();
  }

  private void add(Step step, Instant at, Kind kind, String what, String detail) {
    entries.add(new Entry(at, kind, what, detail, step));
  }

  private static <T> @Nullable T read(Step step, Class<T> type) {
    try {
      var value =
          JsonSerde.of(type)
              .deserializer()
              .deserialize(step.record().topic(), step.record().value());
      return value != null && isComplete(value) ? value : null;
    } catch (SerializationException _) {
      return null; // the entry says so
    }
  }

  /** Other programs may write JSON that lacks what the services always write. */
  private static boolean isComplete(Object event) {
    try {
      for (var part : event.getClass().getRecordComponents()) {
        if (part.getAccessor().invoke(event) == null
            && !part.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
          return false;
        }
      }
      return true;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("events are public records", e);
    }
  }

  /** The menu definition that a decision or outcome of the call names; empty for none. */
  public static String definition(List<Step> steps) {
    return steps.stream()
        .filter(step -> step.stage() == Stage.IVR_DECISIONS)
        .map(step -> read(step, CallDecision.class))
        .filter(java.util.Objects::nonNull)
        .map(CallDecision::session)
        .map(session -> session == null ? MissingNode.getInstance() : session)
        .map(session -> session.path("definition").asText())
        .filter(hash -> !hash.isEmpty())
        .findFirst()
        .orElse("");
  }
}
