package io.switchboard.ivr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.switchboard.contract.time.Times;
import io.switchboard.ivr.menu.MenuDefinition;
import io.switchboard.ivr.menu.Node;
import io.switchboard.ivr.session.Session;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** A session as decisions show it: for people and traces, without numbers and sensitive digits. */
final class SessionSnapshot {
  private SessionSnapshot() {}

  static JsonNode of(MenuDefinition definition, Session session) {
    var json = JsonNodeFactory.instance.objectNode();
    switch (session) {
      case Session.Open open -> describe(json, definition, open);
      case Session.Ended ended -> {
        json.put("state", "ended");
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
    return json;
  }

  private static void describe(ObjectNode json, MenuDefinition definition, Session.Open open) {
    var position = open.position();
    json.put("state", "open");
    json.put("node", position.node());
    if (!position.entry().isEmpty()) {
      json.put("entry", entry(definition, open));
    }
    json.put("noInputs", position.noInputs());
    json.put("noMatches", position.noMatches());
    json.put("steps", open.steps());
  }

  private static String entry(MenuDefinition definition, Session.Open open) {
    return definition.node(open.position().node()) instanceof Node.Collect collect
            && collect.sensitive()
        ? "***"
        : open.position().entry();
  }

  private static void texts(ObjectNode json, String name, List<String> texts) {
    var array = json.putArray(name);
    texts.forEach(array::add);
  }
}
