package io.switchboard.ingress.nice;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.contract.headers.EventId;
import io.switchboard.ingress.body.Fields;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a Studio script sends.
 *
 * @param callId CXone's contact id
 * @param turn the script's own count of its requests in this call; null when it does not count
 * @param from the caller's number as sent, null if withheld
 * @param dtmf the digits since the last answer
 * @param ended whether the caller has hung up ({@code "event": "end"})
 * @param context the script's own, null when absent
 */
record StudioRequest(
    String callId,
    @Nullable String turn,
    @Nullable String from,
    String dtmf,
    boolean ended,
    @Nullable JsonNode context) {
  private static final String END = "end";

  /** Reads the fields; a missing callId is noted there. */
  static StudioRequest of(Fields fields) {
    return new StudioRequest(
        fields.textOrNumber("callId"),
        text(fields, "turn").orElse(null),
        text(fields, "from").orElse(null),
        fields.keys("dtmf"),
        text(fields, "event").filter(END::equalsIgnoreCase).isPresent(),
        fields.node("context"));
  }

  private static Optional<String> text(Fields fields, String name) {
    return fields.optionalText(name).map(String::strip).filter(text -> !text.isEmpty());
  }

  /**
   * The identity of the request: Studio repeats a request that got no answer, and the repetition is
   * the same turn of the same call.
   */
  Optional<String> id() {
    return Optional.ofNullable(turn).map(it -> EventId.hash("studio", callId, it));
  }
}
