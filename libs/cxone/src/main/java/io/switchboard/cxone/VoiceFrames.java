package io.switchboard.cxone;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.cxone.VoiceFrame.CallEndFrame;
import io.switchboard.cxone.VoiceFrame.DtmfFrame;
import io.switchboard.cxone.VoiceFrame.OtherFrame;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Reads the frames of the voice socket. Pure; what it cannot read is a frame of another type. */
final class VoiceFrames {
  private static final String UNREADABLE = "unreadable";

  /** The last millisecond of the year 9999. */
  private static final long LATEST = 253_402_300_799_999L;

  private VoiceFrames() {}

  static VoiceFrame parse(String text) {
    var json = Bodies.json(text.getBytes(StandardCharsets.UTF_8));
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

  /** A number where a text is expected is taken as its digits. */
  private static String text(JsonNode node) {
    return node.isTextual() || node.isNumber() ? node.asText().strip() : "";
  }

  /** Epoch milliseconds, as a number or in digits; RFC 3339 is understood too. */
  private static @Nullable Instant time(JsonNode node) {
    var text = text(node);
    if (text.matches("\\d{1,15}")) {
      var millis = Long.parseLong(text);
      return millis > LATEST ? null : Instant.ofEpochMilli(millis);
    }
    try {
      return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException _) {
      return null; // the time of receipt stands in
    }
  }
}
