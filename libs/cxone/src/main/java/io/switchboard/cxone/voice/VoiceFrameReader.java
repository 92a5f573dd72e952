package io.switchboard.cxone.voice;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.cxone.http.JsonBodies;
import io.switchboard.cxone.voice.VoiceFrame.CallEndFrame;
import io.switchboard.cxone.voice.VoiceFrame.DtmfFrame;
import io.switchboard.cxone.voice.VoiceFrame.OtherFrame;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Parses frames of the voice socket; an invalid frame is an {@link VoiceFrame.OtherFrame}. Pure.
 */
final class VoiceFrameReader {
  private static final String UNREADABLE = "unreadable";

  private VoiceFrameReader() {}

  static VoiceFrame parse(String text) {
    var json = JsonBodies.json(text.getBytes(StandardCharsets.UTF_8));
    var type = json.path("type").asText("");
    var callId = text(json.path("callId"));
    return switch (type) {
      case "dtmf" -> {
        var digit = text(json.path("digit"));
        yield callId.isBlank() || digit.isBlank()
            ? new OtherFrame(UNREADABLE)
            : new DtmfFrame(callId, digit, time(json.path("timestamp")));
      }
      case "call_end" ->
          callId.isBlank()
              ? new OtherFrame(UNREADABLE)
              : new CallEndFrame(callId, time(json.path("timestamp")));
      default -> new OtherFrame(type.matches("[A-Za-z_.-]{1,40}") ? type : UNREADABLE);
    };
  }

  /** A string, or the digits of a number: 5 for 5.0, too. */
  private static String text(JsonNode node) {
    if (node.isFloatingPointNumber()) {
      return node.decimalValue().stripTrailingZeros().toPlainString();
    }
    return node.isTextual() || node.isNumber() ? node.asText().strip() : "";
  }

  /** The timestamp as sent, not parsed. */
  private static @Nullable String time(JsonNode node) {
    var text = text(node);
    return text.isEmpty() ? null : text;
  }
}
