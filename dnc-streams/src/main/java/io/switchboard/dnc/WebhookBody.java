package io.switchboard.dnc;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.contract.event.Consent;
import io.switchboard.contract.json.Json;
import io.switchboard.dnc.registry.WebhookChange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads CXone's opt-in or opt-out, verbatim as it stands on its topic. */
final class WebhookBody {
  private WebhookBody() {}

  /** Throws {@link RefusedInput} for what is none; never quotes the content. */
  static WebhookChange read(byte @Nullable [] json) {
    var body = parse(json);
    var eventName = text(body.get("eventName"));
    var metadata = body.path("metadata");
    return new WebhookChange(
        required(body, "phoneNumber"),
        eventName == null ? "" : eventName,
        consent(eventName),
        text(body.get("timestamp")),
        texts(metadata.path("customListIds")),
        text(metadata.get("contactId")));
  }

  private static JsonNode parse(byte @Nullable [] json) {
    try {
      var body = json == null ? null : Json.mapper().readTree(json);
      if (body == null || !body.isObject()) {
        throw new RefusedInput("not a JSON object");
      }
      return body;
    } catch (IOException _) {
      throw new RefusedInput("not readable JSON"); // the cause would quote the content
    }
  }

  private static Consent consent(@Nullable String eventName) {
    return switch (eventName == null ? "" : eventName.strip().toLowerCase(Locale.ROOT)) {
      case "optout" -> Consent.OPT_OUT;
      case "optin" -> Consent.OPT_IN;
      default -> throw new RefusedInput("eventName is neither optIn nor optOut");
    };
  }

  private static String required(JsonNode body, String field) {
    var text = text(body.get(field));
    if (text == null) {
      throw new RefusedInput(field + " is missing");
    }
    return text;
  }

  private static @Nullable String text(@Nullable JsonNode node) {
    return node == null || !node.isValueNode() || node.isNull() ? null : node.asText();
  }

  private static List<String> texts(JsonNode array) {
    var texts = new ArrayList<String>();
    for (var node : array) {
      var text = text(node);
      if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }
}
