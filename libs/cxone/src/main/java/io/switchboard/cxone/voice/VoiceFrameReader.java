package io.switchboard.cxone.voice;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.cxone.http.JsonBodies;
import io.switchboard.cxone.voice.VoiceFrame.CallEndFrame;
import io.switchboard.cxone.voice.VoiceFrame.DtmfFrame;
import io.switchboard.cxone.voice.VoiceFrame.OtherFrame;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Parses frames of the voice socket; an invalid frame is an {@link VoiceFrame.OtherFrame}. Pure.
 */
final class VoiceFrameReader {
  private static final String UNREADABLE = "unreadable";

  /** The last millisecond of the year 9999. */
  private static final long MAX_EPOCH_MILLIS = 253_402_300_799_999L;

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

  /** A string, or the digits of a number. */
  private static String text(JsonNode node) {
    return node.isTextual() || node.isNumber() ? node.asText().strip() : "";
  }

  /** Epoch milliseconds as a number or text, or RFC 3339. */
  private static @Nullable Instant time(JsonNode node) {
    var text = text(node);
    if (text.matches("\\d{1,15}")) {
      var millis = Long.parseLong(text);
      return millis > MAX_EPOCH_MILLIS ? null : Instant.ofEpochMilli(millis);
    }
    try {
      return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException _) {
      return null; // the receive time is used
    }
  }
}
