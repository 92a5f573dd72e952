package io.switchboard.ivr.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.contract.event.ivr.CallDecision;
import io.switchboard.contract.event.ivr.CallSource;
import io.switchboard.contract.event.ivr.Outcome;
import io.switchboard.contract.event.ivr.Tier;
import io.switchboard.contract.time.Times;
import io.switchboard.ivr.session.InputHistory;
import io.switchboard.ivr.session.InputHistory.ClosedEntry;
import io.switchboard.ivr.session.InputHistory.Press;
import io.switchboard.ivr.session.Session;
import io.switchboard.ivr.session.state.Call;
import io.switchboard.ivr.session.state.EndReason;
import io.switchboard.ivr.session.state.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Restores the session of a decision ({@link SessionSnapshot}). */
public final class SnapshotReader {
  private SnapshotReader() {}

  /**
   * The session after a decision; empty when the decision has none that can be continued, for
   * example of an earlier version.
   */
  public static Optional<RestoredSession> read(CallDecision decision) {
    var json = decision.session();
    if (json == null) {
      return Optional.empty();
    }
    try {
      return switch (json.path("state").asText()) {
        case SessionSnapshot.OPEN ->
            json.has("resume") ? Optional.of(open(decision, json)) : Optional.empty();
        case SessionSnapshot.ENDED ->
            Optional.of(new RestoredSession(ended(decision, json), false));
        default -> Optional.empty();
      };
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // words of a later version
    }
  }

  private static RestoredSession open(CallDecision decision, JsonNode json) {
    var resume = json.path("resume");
    var before = resume.path("beforeFallback");
    var pathBefore = before.path("path");
    var open =
        new Session.Open(
            call(decision, json, requiredTime(resume, "startedAt")),
            position(json, resume, decision.turn()),
            json.path("steps").asInt(),
            json.path("version").asInt(),
            texts(json.path("path")),
            List.of(),
            requiredTime(json, "deadline"),
            texts(resume.path("seen")),
            ignored(json.path("ignored")),
            before.isObject() ? position(before, before, before.path("turn").asInt()) : null,
            pathBefore.isArray() ? texts(pathBefore) : null,
            inputs(resume));
    return new RestoredSession(open, resume.path("hidden").asBoolean());
  }

  private static Session ended(CallDecision decision, JsonNode json) {
    var deadline = requiredTime(json, "deadline");
    return new Session.Ended(
        call(decision, json, decision.at()),
        Outcome.valueOf(upper(json, "outcome")),
        EndReason.valueOf(upper(json, "reason")),
        decision.action(),
        decision.at(),
        decision.turn(),
        json.path("version").asInt(),
        texts(json.path("path")),
        List.of(),
        deadline,
        ignored(json.path("ignored")));
  }

  private static Call call(CallDecision decision, JsonNode json, Instant startedAt) {
    var resume = json.path("resume");
    return new Call(
        decision.callId(),
        "",
        "",
        json.path("definition").asText().intern(), // few definitions, many calls
        CallSource.valueOf(upper(json, "source")),
        null,
        resume.has("tier") ? Tier.of(resume.path("tier").asText()) : Tier.STANDARD,
        text(resume, "menuPromptUrl"),
        startedAt,
        null);
  }

  private static Position position(JsonNode json, JsonNode cause, int turn) {
    return new Position(
        json.path("node").asText().intern(),
        json.path("entry").asText(),
        json.path("noInputs").asInt(),
        json.path("noMatches").asInt(),
        EndReason.valueOf(upper(cause, "cause")),
        cause.path("silent").asBoolean(),
        turn);
  }

  private static InputHistory inputs(JsonNode resume) {
    var press = resume.path("press");
    var closed = resume.path("closedEntry");
    return new InputHistory(
        time(resume, "receivedAt"),
        time(resume, "requestedAt"),
        press.isObject() ? new Press(press.path("key").asText(), requiredTime(press, "at")) : null,
        closed.isObject()
            ? new ClosedEntry(closed.path("node").asText(), requiredTime(closed, "until"))
            : null);
  }

  private static Map<CallSource, Integer> ignored(JsonNode json) {
    if (json.isEmpty()) {
      return Map.of();
    }
    Map<CallSource, Integer> counts = new EnumMap<>(CallSource.class);
    json.properties()
        .forEach(
            count ->
                counts.put(
                    CallSource.valueOf(count.getKey().toUpperCase(Locale.ROOT)),
                    count.getValue().asInt()));
    return counts;
  }

  private static List<String> texts(JsonNode json) {
    var texts = new ArrayList<String>(json.size());
    json.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static @Nullable String text(JsonNode json, String name) {
    return json.hasNonNull(name) ? json.path(name).asText() : null;
  }

  private static @Nullable Instant time(JsonNode json, String name) {
    return json.hasNonNull(name) ? requiredTime(json, name) : null;
  }

  private static Instant requiredTime(JsonNode json, String name) {
    return Times.parse(json.path(name).asText())
        .orElseThrow(() -> new IllegalArgumentException(name + " is no time"));
  }

  private static String upper(JsonNode json, String name) {
    return json.path(name).asText().toUpperCase(Locale.ROOT);
  }
}
