package io.switchboard.cxone.voice;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.cxone.http.JsonBodies;
import io.switchboard.cxone.voice.VoiceFrame.CallEndFrame;
import io.switchboard.cxone.voice.VoiceFrame.DtmfFrame;
import io.switchboard.cxone.voice.VoiceFrame.OtherFrame;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Parses messages of the voice socket: one frame each, an array of frames, or one on each line. An
 * invalid frame is an {@link VoiceFrame.OtherFrame}. Pure.
 */
final class VoiceFrameReader {
  private static final String UNREADABLE = "unreadable";

  /** Larger numbers are neither a key nor a time nor the id of a call. */
  private static final double MAX_NUMBER = 1e20;

  /** The webhooks take no longer ones. */
  private static final int MAX_ID_LENGTH = 8_192;

  private VoiceFrameReader() {}

  /** The frames of a message, in its order; at least one. */
  static List<VoiceFrame> parse(String text) {
    var json = json(text);
    if (json.isArray() && !json.isEmpty()) {
      return StreamSupport.stream(json.spliterator(), false).map(VoiceFrameReader::frame).toList();
    }
    return json.isMissingNode() && text.strip().indexOf('\n') >= 0
        ? text.lines().filter(line -> !line.isBlank()).map(line -> frame(json(line))).toList()
        : List.of(frame(json));
  }

  private static JsonNode json(String text) {
    return JsonBodies.json(text.getBytes(StandardCharsets.UTF_8));
  }

  private static VoiceFrame frame(JsonNode json) {
    var type = json.path("type").asText("");
    var callId = callId(json.path("callId"));
    return switch (type.toLowerCase(Locale.ROOT)) {
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

  /** Empty for none, and for a text that is not the id of a call: no database could store it. */
  private static String callId(JsonNode node) {
    var id = text(node);
    return id.length() <= MAX_ID_LENGTH && id.codePoints().allMatch(VoiceFrameReader::isStorable)
        ? id
        : "";
  }

  private static boolean isStorable(int point) {
    return point != 0 && (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE);
  }

  /** A string, or the digits of a number: 5 for 5.0, too. */
  private static String text(JsonNode node) {
    if (node.isFloatingPointNumber()) { // 1e400 is infinite
      return Math.abs(node.doubleValue()) < MAX_NUMBER
          ? node.decimalValue().stripTrailingZeros().toPlainString()
          : "";
    }
    return node.isTextual() || node.isNumber() ? node.asText().strip() : "";
  }

  /** The timestamp as sent, not parsed. */
  private static @Nullable String time(JsonNode node) {
    var text = text(node);
    return text.isEmpty() ? null : text;
  }
}
