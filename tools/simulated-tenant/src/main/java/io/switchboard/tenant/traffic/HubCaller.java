package io.switchboard.tenant.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A caller of the Virtual Agent Hub, which asks {@code /nice/vah/exchange}: enumerations are
 * integers, and the configuration of the bot is JSON inside a string.
 */
record HubCaller(Webhooks webhooks) {
  static final String HUB = "hub";
  private static final String PATH = "/nice/vah/exchange";
  private static final int USER_ENDED_SESSION = 4;
  private static final int AUTOMATED_TEXT = 5;
  private static final int DTMF_AS_TEXT = 6;

  /** Until the menu lets the caller go, or the caller hangs up. */
  void call(CallerScript script, long contactId) throws InterruptedException {
    JsonNode answer = exchange(script, contactId, AUTOMATED_TEXT, "", MissingNode.getInstance());
    for (var i = 0; i < script.keys().size(); i++) {
      if (!collects(answer)) {
        return;
      }
      Thread.sleep(script.pausesMs().get(i));
      answer = exchange(script, contactId, DTMF_AS_TEXT, script.keys().get(i), answer);
    }
    if (collects(answer)) {
      exchange(script, contactId, USER_ENDED_SESSION, "", answer);
    }
  }

  private JsonNode exchange(
      CallerScript script, long contactId, int type, String input, JsonNode before)
      throws InterruptedException {
    var body = new LinkedHashMap<String, Object>();
    body.put("virtualAgentId", "switchboard");
    body.put("botConfig", "{\"endpoint\":\"switchboard\"}");
    body.put("userInput", input);
    body.put("userInputType", type);
    body.put(
        "executionInfo",
        Map.of(
            "contactId",
            contactId,
            "busNo",
            4_595_959,
            "requestId",
            UUID.randomUUID().toString(),
            "actionType",
            "VIRTUALAGENT",
            "actionId",
            11,
            "scriptName",
            "main\\switchboard"));
    body.put("systemTelemetryData", Map.of("consumerProcessHost", "simulated"));
    body.put("base64wavFile", "");
    if (before.has("botSessionState")) {
      body.put("botSessionState", before.path("botSessionState"));
    }
    body.put("customPayload", Map.of("from", script.from() == null ? "" : script.from()));
    body.put("mediaType", 0);
    return webhooks
        .post(SenderRules.HUB, HUB, Long.toString(contactId), PATH, body)
        .orElse(MissingNode.getInstance());
  }

  private static boolean collects(JsonNode answer) {
    var branch = answer.path("branchName").asText();
    return branch.equals("PromptAndCollectNextResponse") || branch.equals("UserInputNotUnderstood");
  }
}
