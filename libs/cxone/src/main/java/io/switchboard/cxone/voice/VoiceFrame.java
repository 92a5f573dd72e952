package io.switchboard.cxone.voice;

import org.jspecify.annotations.Nullable;

/** A frame of CXone's voice socket. */
public sealed interface VoiceFrame {

  /**
   * A key press of a caller.
   *
   * @param digit as sent: usually one character
   * @param timestamp CXone's time of it as sent, a number in its digits; null when it is missing
   */
  record DtmfFrame(String callId, String digit, @Nullable String timestamp) implements VoiceFrame {}

  /**
   * The end of a call.
   *
   * @param timestamp CXone's time of it as sent, a number in its digits; null when it is missing
   */
  record CallEndFrame(String callId, @Nullable String timestamp) implements VoiceFrame {}

  /**
   * Any other frame; it is only counted.
   *
   * @param type as sent, at most 40 letters; {@code unreadable} when it is not such JSON
   */
  record OtherFrame(String type) implements VoiceFrame {}
}
