package io.switchboard.tenant.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** A caller of a Studio script that asks {@code /nice/studio/menu} in every turn. */
record StudioCaller(Webhooks webhooks) {
  static final String STUDIO = "studio";
  private static final String PATH = "/nice/studio/menu";

  /** Until the menu lets the caller go, or the caller hangs up. */
  void call(CallerScript script, long contactId) throws InterruptedException {
    var answer = ask(script, contactId, 1, "");
    for (var i = 0; i < script.keys().size(); i++) {
      if (!collects(answer)) {
        return;
      }
      Thread.sleep(script.pausesMs().get(i));
      answer = ask(script, contactId, i + 2, script.keys().get(i));
    }
    if (collects(answer)) {
      send(contactId, Map.of("callId", Long.toString(contactId), "event", "end"));
    }
  }

  private JsonNode ask(CallerScript script, long contactId, int turn, String keys)
      throws InterruptedException {
    var body = new LinkedHashMap<String, Object>();
    body.put("callId", Long.toString(contactId));
    body.put("turn", Integer.toString(turn));
    body.put("from", script.from() == null ? "" : script.from());
    body.put("dtmf", keys);
    body.put("context", Map.of());
    return send(contactId, body);
  }

  private JsonNode send(long contactId, Map<String, Object> body) throws InterruptedException {
    return webhooks
        .post(SenderRules.STUDIO, STUDIO, Long.toString(contactId), PATH, body)
        .orElse(MissingNode.getInstance());
  }

  private static boolean collects(JsonNode answer) {
    return answer.path("ok").asBoolean() && answer.path("action").asText().equals("collect");
  }
}
