package io.switchboard.dnc;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.contract.event.dnc.DncRequest;
import io.switchboard.contract.json.Json;
import java.io.IOException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the body of CXone's opt-in or opt-out. */
final class WebhookBody {
  private WebhookBody() {}

  /**
   * Throws {@link RefusedInput} when the body is not one; the message does not quote the content.
   */
  static DncRequest read(byte @Nullable [] json) {
    return switch (DncRequest.read(parse(json))) {
      case DncRequest.ParseResult.Valid(var request) -> request;
      case DncRequest.ParseResult.Invalid(var problems) ->
          throw new RefusedInput(
              problems.stream()
                  .map(problem -> problem.field() + " " + problem.detail())
                  .collect(Collectors.joining(", ")));
    };
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
}
