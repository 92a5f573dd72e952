package io.switchboard.console.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.contract.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The {@code curl} command that sends a record of CXone to ingress again. Only what came by a
 * webhook has one; the address is left to the variable {@code INGRESS}.
 */
final class WebhookCommand {
  private WebhookCommand() {}

  /**
   * The command for a record.
   *
   * @param topic without prefix
   * @param value of the record; without one, or if it is no JSON object, there is no command
   */
  static Optional<String> of(String topic, byte[] value) {
    return object(value)
        .flatMap(
            body ->
                switch (topic) {
                  case "cxone.call-results" -> command("/webhook/call-result", body.toString());
                  case "cxone.contact-events" ->
                      command("/webhook/data-actions", "{\"events\":[" + body + "]}");
                  case "cxone.dnc-events" -> command("/webhook/dnc", body.toString());
                  case "cxone.dtmf" -> ofCall(body);
                  default -> Optional.empty();
                });
  }

  private static Optional<String> ofCall(JsonNode body) {
    return switch (body.path("type").asText()) {
      case "digit" -> command("/simulator", body.toString());
      case "menu_request" -> command("/webhook/ivr-menu", body.toString());
      default -> Optional.empty();
    };
  }

  private static Optional<JsonNode> object(byte[] value) {
    try {
      return Optional.ofNullable(Json.mapper().readTree(new String(value, StandardCharsets.UTF_8)))
          .filter(JsonNode::isObject);
    } catch (JsonProcessingException _) {
      return Optional.empty(); // not what ingress writes
    }
  }

  private static Optional<String> command(String path, String body) {
    return Optional.of(
        "curl -sw '\\n' \"$INGRESS"
            + path
            + "\" -H 'Content-Type: application/json' -d '"
            + body.replace("'", "'\\''")
            + "'");
  }
}
