package io.switchboard.cxone;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What CXone's voice socket says. */
public sealed interface VoiceFrame {

  /**
   * A caller pressed a key.
   *
   * @param digit as sent: usually one character
   * @param timestamp CXone's time of it; null when it is missing or unreadable
   */
  record DtmfFrame(String callId, String digit, @Nullable Instant timestamp)
      implements VoiceFrame {}

  /**
   * A call is over.
   *
   * @param timestamp CXone's time of it; null when it is missing or unreadable
   */
  record CallEndFrame(String callId, @Nullable Instant timestamp) implements VoiceFrame {}

  /**
   * Anything else, only to be counted.
   *
   * @param type as sent, in at most 40 letters; {@code unreadable} for what is no such JSON
   */
  record OtherFrame(String type) implements VoiceFrame {}
}
