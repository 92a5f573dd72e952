package io.switchboard.replay.trace.call;

import io.switchboard.contract.event.ivr.CallDecision;
import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.event.ivr.CallOutcome;
import io.switchboard.contract.event.ivr.CallSource;
import io.switchboard.contract.event.ivr.CallerAction;
import io.switchboard.contract.event.ivr.Tier;
import io.switchboard.contract.json.JsonSerde;
import io.switchboard.contract.time.Times;
import io.switchboard.replay.text.NumberMasking;
import io.switchboard.replay.trace.Stage;
import io.switchboard.replay.trace.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * A recorded call as a script for {@code ivr play}: what the caller did and when, and what was
 * decided on it. It names no number and shows no digits that the menu calls sensitive.
 *
 * <pre>
 * source menu
 * tier gold
 * at 2026-11-20T15:00:00.000Z
 * hears main_menu [started]
 * move 1
 * hears department [moved]
 * outcome completed (selection), path 1 A 1
 * </pre>
 */
public final class RecordedCallScript {
  /** The time that {@code ivr play} lets pass with every key. */
  private static final Duration PRESS_INTERVAL = Duration.ofSeconds(2);

  private final Map<String, List<CallDecision>> decisions = new HashMap<>();
  private final List<String> lines = new ArrayList<>();
  private Instant now = Instant.EPOCH;
  private CallSource driver = CallSource.MENU;
  private final SensitivePresses presses;

  private RecordedCallScript(SensitivePresses presses) {
    this.presses = presses;
  }

  /**
   * Writes the script of a call.
   *
   * @throws IllegalArgumentException when the steps contain no call of this id
   */
  public static List<String> of(String callId, List<Step> steps, SensitiveNodes nodes) {
    return new RecordedCallScript(SensitivePresses.of(steps, nodes)).write(callId, steps);
  }

  private List<String> write(String callId, List<Step> steps) {
    var script = steps.stream().filter(step -> step.key().equals(callId)).toList();
    var began =
        script.stream()
            .filter(step -> step.stage() == Stage.DTMF)
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        NumberMasking.MASKED.in(callId)
                            + " is no call of which the digits are kept"));
    script.stream()
        .filter(step -> step.stage() == Stage.IVR_DECISIONS)
        .map(step -> read(step, CallDecision.class))
        .forEach(it -> decisions.computeIfAbsent(it.causeId(), _ -> new ArrayList<>()).add(it));
    var first = read(began, CallEvent.class);
    now = began.time();
    lines.add("# " + NumberMasking.MASKED.in(callId) + ", as it was recorded");
    driver = source(first);
    lines.add("source " + word(driver));
    lines.add(
        "tier " + (first instanceof CallEvent.MenuRequest it ? it.tier() : Tier.NONE).wireName());
    lines.add("at " + Times.format(now));
    var deadlines = deadlines(script);
    for (var step : script) {
      if (step.stage() == Stage.DTMF) {
        passed(deadlines, step.time());
        move(step, began);
      }
    }
    passed(deadlines, Instant.MAX);
    script.stream()
        .filter(step -> step.stage() == Stage.IVR_OUTCOMES)
        .map(step -> read(step, CallOutcome.class))
        .forEach(outcome -> outcome(outcome));
    return List.copyOf(lines);
  }

  /** Decisions without a record of the call as their cause: a deadline of ours had passed. */
  private static Deque<Step> deadlines(List<Step> script) {
    var causes =
        script.stream()
            .filter(step -> step.stage() == Stage.DTMF)
            .map(step -> step.headers().id())
            .collect(Collectors.toSet());
    return script.stream()
        .filter(step -> step.stage() == Stage.IVR_DECISIONS)
        .filter(step -> !causes.contains(read(step, CallDecision.class).causeId()))
        .sorted(Comparator.comparing(Step::time))
        .collect(Collectors.toCollection(ArrayDeque::new));
  }

  /** Lets the time of the deadlines before the next move pass: they fire when it is over. */
  private void passed(Deque<Step> deadlines, Instant next) {
    while (!deadlines.isEmpty() && !deadlines.getFirst().time().isAfter(next)) {
      var step = deadlines.removeFirst();
      var seconds = Duration.between(now, step.time()).toSeconds() + 1;
      if (seconds > 0) {
        lines.add("move +" + seconds);
        now = now.plusSeconds(seconds);
      }
      lines.add(describe(read(step, CallDecision.class)));
    }
  }

  private static CallSource source(CallEvent first) {
    return first instanceof CallEvent.Digit digit ? digit.source() : CallSource.MENU;
  }

  private boolean isRepeated(Step step) {
    return decisions.getOrDefault(step.headers().id(), List.of()).stream()
        .anyMatch(decision -> decision.reason().equals("repeated"));
  }

  private static String word(CallSource source) {
    return source.name().toLowerCase(Locale.ROOT);
  }

  private static String withTurn(String move, @Nullable Integer turn) {
    return turn == null ? move : move + "@" + turn;
  }

  private void move(Step step, Step began) {
    switch (read(step, CallEvent.class)) {
      case CallEvent.Digit digit -> {
        pass(step, step.equals(began) ? Duration.ZERO : PRESS_INTERVAL);
        var of = digit.source() == driver ? "" : word(digit.source()) + ":";
        lines.add("move " + of + pressed(step, digit.digit()));
      }
      case CallEvent.MenuRequest request when request.dtmf().isEmpty() && step.equals(began) -> {}
      case CallEvent.MenuRequest request
          when request.dtmf().isEmpty() && driver == CallSource.MENU && !isRepeated(step) -> {
        lines.add("move -");
        now = step.time();
      }
      case CallEvent.MenuRequest request -> {
        pass(step, PRESS_INTERVAL);
        var of =
            driver == CallSource.MENU && !request.dtmf().isEmpty()
                ? ""
                : word(CallSource.MENU) + ":";
        lines.add("move " + withTurn(of + pressed(step, request.dtmf()), request.turn()));
      }
      case CallEvent.CallEnd _ -> {
        pass(step, Duration.ZERO);
        lines.add("move end");
      }
      case CallEvent.Fallback fallback -> {
        pass(step, Duration.ZERO);
        lines.add("move " + withTurn("fallback", fallback.turn()));
      }
      case CallEvent.Tick _, CallEvent.Activation _ -> {}
    }
    decisions.getOrDefault(step.headers().id(), List.of()).forEach(it -> lines.add(describe(it)));
  }

  /** Sensitive digits are replaced by the same number of ones. */
  private String pressed(Step step, String digits) {
    return presses.hide(step) ? digits.replaceAll("[0-9A-D]", "1") : digits;
  }

  /** The time between two moves, in whole seconds; less than one changes no timer. */
  private void pass(Step step, Duration ofTheMove) {
    var seconds = Duration.between(now, step.time()).minus(ofTheMove).toSeconds();
    if (seconds > 0) {
      lines.add("move +" + seconds);
    }
    now = step.time();
  }

  private static String describe(CallDecision decision) {
    return "hears "
        + switch (decision.action()) {
          case CallerAction.Collect _ -> {
            var session = decision.session();
            yield (session == null ? "" : session.path("node").asText())
                + " ["
                + decision.reason()
                + "]";
          }
          case CallerAction.Transfer(var queue) ->
              queue == null ? "is transferred" : "is transferred to " + queue;
          case CallerAction.Hangup _ -> "is hung up on";
        };
  }

  private void outcome(CallOutcome outcome) {
    lines.add(
        "outcome "
            + outcome.outcome().wireName()
            + " ("
            + outcome.reason()
            + "), path "
            + String.join(" ", outcome.path()));
  }

  private static <T> T read(Step step, Class<T> type) {
    try {
      return JsonSerde.of(type)
          .deserializer()
          .deserialize(step.record().topic(), step.record().value());
    } catch (SerializationException e) {
      throw new IllegalArgumentException(
          "the record at %s-%d offset %d cannot be read: %s"
              .formatted(
                  step.record().topic(),
                  step.record().partition(),
                  step.record().offset(),
                  e.getMessage()),
          e);
    }
  }
}
