package io.switchboard.ingress.voice;

import io.switchboard.contract.event.CallEvent;
import io.switchboard.contract.event.CallSource;
import io.switchboard.contract.event.TimeSource;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.headers.EventType;
import io.switchboard.contract.headers.ServiceName;
import io.switchboard.cxone.voice.VoiceFrame;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a frame becomes on {@code cxone.dtmf}. The identity is a hash of call, time and digit, so
 * that the same press from two bridges is one press.
 */
record VoiceRecord(String callId, CallEvent event, EventHeaders headers) {
  private static final Pattern DIGIT = Pattern.compile("[0-9A-D*#]");
  private static final String SOURCE = ServiceName.INGRESS.source();

  /** Empty for what is no key of a telephone. */
  static Optional<VoiceRecord> of(VoiceFrame.DtmfFrame frame, Instant receivedAt) {
    var digit = frame.digit().toUpperCase(Locale.ROOT);
    if (!DIGIT.matcher(digit).matches()) {
      return Optional.empty();
    }
    var time = time(frame.timestamp(), receivedAt);
    var event =
        new CallEvent.Digit(
            frame.callId(), digit, CallSource.BRIDGE, time, timeSource(frame.timestamp()));
    return Optional.of(
        record(EventType.DIGIT.wireName(), frame.callId(), digit, event, time, receivedAt));
  }

  static VoiceRecord of(VoiceFrame.CallEndFrame frame, Instant receivedAt) {
    var time = time(frame.timestamp(), receivedAt);
    var event = new CallEvent.CallEnd(frame.callId(), time, timeSource(frame.timestamp()));
    return record(
        EventType.CALL_END.wireName(), frame.callId(), "call_end", event, time, receivedAt);
  }

  private static VoiceRecord record(
      String type, String callId, String what, CallEvent event, Instant time, Instant receivedAt) {
    var id = EventId.hash(callId, Long.toString(time.toEpochMilli()), what);
    var headers =
        new EventHeaders(id, type, SOURCE, callId, time, receivedAt, EventHeaders.newTraceparent());
    return new VoiceRecord(callId, event, headers);
  }

  private static Instant time(@Nullable Instant told, Instant receivedAt) {
    return (told == null ? receivedAt : told).truncatedTo(ChronoUnit.MILLIS);
  }

  private static TimeSource timeSource(@Nullable Instant told) {
    return told == null ? TimeSource.RECEIVED : TimeSource.EVENT;
  }
}
