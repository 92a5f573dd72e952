package io.switchboard.ivr.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.switchboard.contract.event.ivr.Tier;
import io.switchboard.contract.time.Times;
import io.switchboard.ivr.menu.MenuDefinition;
import io.switchboard.ivr.menu.Node;
import io.switchboard.ivr.session.InputHistory;
import io.switchboard.ivr.session.Session;
import io.switchboard.ivr.session.state.Position;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A session as part of a decision. Its first fields are for people and traces; {@code resume}
 * contains what else a reader needs to continue the session ({@link SnapshotReader}). It contains
 * neither the caller's number nor sensitive digits: where an incomplete entry or the last key of
 * the bridge may be sensitive, {@code digitsHidden} replaces it. Fields with their default value
 * are omitted from {@code resume}.
 */
public final class SessionSnapshot {
  static final String MASKED = "***";
  static final String OPEN = "open";
  static final String ENDED = "ended";

  private SessionSnapshot() {}

  /** The session as JSON; {@code definition} is the one that it is pinned to. */
  public static JsonNode of(MenuDefinition definition, Session session) {
    var json = JsonNodeFactory.instance.objectNode();
    switch (session) {
      case Session.Open open -> describe(json, definition, open);
      case Session.Ended ended -> {
        json.put("state", ENDED);
        json.put("outcome", ended.outcome().wireName());
        json.put("reason", ended.reason().wireName());
      }
    }
    texts(json, "path", session.path());
    json.put("source", session.call().source().name().toLowerCase(Locale.ROOT));
    json.put("definition", session.call().definition());
    json.put("version", session.version());
    json.put("deadline", Times.format(session.deadline()));
    if (!session.ignored().isEmpty()) {
      var ignored = json.putObject("ignored");
      new TreeMap<>(session.ignored())
          .forEach((source, count) -> ignored.put(source.name().toLowerCase(Locale.ROOT), count));
    }
    if (session instanceof Session.Open open) {
      resume(json.putObject("resume"), definition, open);
    }
    return json;
  }

  private static void describe(ObjectNode json, MenuDefinition definition, Session.Open open) {
    var position = open.position();
    json.put("state", OPEN);
    json.put("node", position.node());
    if (!position.entry().isEmpty()) {
      json.put("entry", isMasked(definition, position) ? MASKED : position.entry());
    }
    json.put("noInputs", position.noInputs());
    json.put("noMatches", position.noMatches());
    json.put("steps", open.steps());
  }

  private static void resume(ObjectNode json, MenuDefinition definition, Session.Open open) {
    var call = open.call();
    json.put("startedAt", Times.format(call.startedAt()));
    if (call.tier() != Tier.STANDARD) {
      json.put("tier", call.tier().wireName());
    }
    text(json, "menuPromptUrl", call.menuPromptUrl());
    cause(json, open.position());
    texts(json, "seen", open.seen());
    inputs(json, definition, open.inputs());
    if (isMasked(definition, open.position())) {
      json.put("hidden", true);
    }
    var before = open.beforeFallback();
    if (before != null) {
      beforeFallback(json.putObject("beforeFallback"), definition, before, open);
    }
  }

  private static void inputs(ObjectNode json, MenuDefinition definition, InputHistory inputs) {
    time(json, "receivedAt", inputs.newestReceivedAt());
    time(json, "requestedAt", inputs.lastRequestAt());
    var press = inputs.lastPress();
    if (press != null && isSensitive(definition)) {
      json.put("hidden", true);
    } else if (press != null) {
      json.putObject("press").put("key", press.key()).put("at", Times.format(press.at()));
    }
    var closed = inputs.closedEntry();
    if (closed != null) {
      json.putObject("closedEntry")
          .put("node", closed.node())
          .put("until", Times.format(closed.until()));
    }
  }

  private static void beforeFallback(
      ObjectNode json, MenuDefinition definition, Position before, Session.Open open) {
    json.put("node", before.node());
    json.put("turn", before.turn());
    if (!before.entry().isEmpty() && !isMasked(definition, before)) {
      json.put("entry", before.entry());
    }
    json.put("noInputs", before.noInputs());
    json.put("noMatches", before.noMatches());
    cause(json, before);
    if (open.pathBeforeFallback() != null) {
      texts(json, "path", open.pathBeforeFallback());
    }
  }

  private static void cause(ObjectNode json, Position position) {
    json.put("cause", position.reason().wireName());
    if (position.silent()) {
      json.put("silent", true);
    }
  }

  private static boolean isMasked(MenuDefinition definition, Position position) {
    return !position.entry().isEmpty()
        && definition.node(position.node()) instanceof Node.Collect collect
        && collect.sensitive();
  }

  /** Whether any key of the bridge may be one of a sensitive entry. */
  private static boolean isSensitive(MenuDefinition definition) {
    return definition.nodes().values().stream()
        .anyMatch(node -> node instanceof Node.Collect collect && collect.sensitive());
  }

  private static void text(ObjectNode json, String name, @Nullable String text) {
    if (text != null) {
      json.put(name, text);
    }
  }

  private static void time(ObjectNode json, String name, @Nullable Instant time) {
    if (time != null) {
      json.put(name, Times.format(time));
    }
  }

  private static void texts(ObjectNode json, String name, List<String> texts) {
    var array = json.putArray(name);
    texts.forEach(array::add);
  }
}
