package io.switchboard.ingress.nice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.json.JsonNumbers;
import io.switchboard.ingress.body.Fields;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the Virtual Agent Hub sends.
 *
 * @param contactId the 64-bit id of the contact, in decimal digits
 * @param requestId the hub's id of this request, null when absent
 * @param from the caller's number as the script put it into {@code customPayload}, null if not
 * @param state what we sent with the last answer, null at the start
 * @param context names of script and virtual agent, for the log
 */
record HubRequest(
    String contactId,
    @Nullable String requestId,
    HubInput input,
    @Nullable String from,
    @Nullable HubState state,
    JsonNode context) {

  /**
   * Members of a request that are not read: recordings, and a configuration that is documented as
   * an object and is sent as JSON within a string.
   */
  static final Set<String> IGNORED = Set.of("base64wavFile", "botConfig", "systemTelemetryData");

  private static final int MAX_NAME_LENGTH = 200;

  /** Reads the fields; a missing contactId is noted there. */
  static HubRequest of(Fields fields) {
    var execution = child(fields, "executionInfo");
    var payload = child(fields, "customPayload");
    var contactId = execution.optionalText("contactId").map(JsonNumbers::whole).orElse("").strip();
    if (contactId.isEmpty()) {
      fields.faultAt("executionInfo/contactId", "is missing");
    }
    return new HubRequest(
        contactId,
        text(execution, "requestId").orElse(null),
        HubInput.of(
            fields.optionalText("userInputType").map(JsonNumbers::whole).orElse(""),
            fields.keys("userInput")),
        text(payload, "from").orElse(null),
        HubState.of(fields.node("botSessionState")),
        context(fields, execution));
  }

  private static Fields child(Fields fields, String name) {
    return fields.node(name) instanceof ObjectNode object
        ? new Fields(object, "/" + name)
        : new Fields(JsonNodeFactory.instance.objectNode(), "/" + name);
  }

  private static Optional<String> text(Fields fields, String name) {
    return fields.optionalText(name).map(String::strip).filter(text -> !text.isEmpty());
  }

  private static JsonNode context(Fields fields, Fields execution) {
    var context = JsonNodeFactory.instance.objectNode();
    text(fields, "virtualAgentId").ifPresent(it -> context.put("virtualAgentId", cut(it)));
    text(execution, "scriptName").ifPresent(it -> context.put("scriptName", cut(it)));
    return context;
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(MAX_NAME_LENGTH, text.length()));
  }

  /**
   * The identity of a request that may change where the caller is. The number of the exchange tells
   * a repetition from a new press; without it the hub's own id of the request does.
   */
  Optional<String> id() {
    if (state != null) {
      return Optional.of(
          EventId.hash("vah", contactId, "exchange", Integer.toString(state.exchange())));
    }
    return Optional.ofNullable(requestId)
        .map(it -> EventId.hash("vah", contactId, "request", it, input.keys()));
  }

  /**
   * The identity of every request that only asks for the current prompt, also of the first one: a
   * new call begins with it, a call that has seen it gets its current answer and does not move.
   */
  String promptId() {
    return EventId.hash("vah", contactId, "prompt");
  }

  /** The identity of the end of the call. */
  String endId() {
    return EventId.hash("vah", contactId, "end");
  }
}
