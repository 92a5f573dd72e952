package io.switchboard.ingress.voice;

import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.event.ivr.CallSource;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.headers.EventType;
import io.switchboard.contract.headers.ServiceName;
import io.switchboard.contract.json.Codes;
import io.switchboard.contract.time.EventTime;
import io.switchboard.contract.time.Times;
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
    var digit = Codes.keys(frame.digit()).toUpperCase(Locale.ROOT);
    if (!DIGIT.matcher(digit).matches()) {
      return Optional.empty();
    }
    var time = time(frame.timestamp(), receivedAt);
    var event =
        new CallEvent.Digit(frame.callId(), digit, CallSource.BRIDGE, time.time(), time.source());
    var id = id(frame.callId(), frame.timestamp(), time, digit);
    return Optional.of(record(EventType.DIGIT, frame.callId(), id, event, time));
  }

  static VoiceRecord of(VoiceFrame.CallEndFrame frame, Instant receivedAt) {
    var time = time(frame.timestamp(), receivedAt);
    var event = new CallEvent.CallEnd(frame.callId(), time.time(), time.source());
    var id = id(frame.callId(), frame.timestamp(), time, "call_end");
    return record(EventType.CALL_END, frame.callId(), id, event, time);
  }

  /**
   * CXone's time counts as it was sent also where it is no usable time: two bridges hear the same
   * frame, but not at the same moment.
   */
  private static String id(String callId, @Nullable String timestamp, EventTime time, String what) {
    var at =
        timestamp == null
            ? millis(time.receivedAt())
            : Times.parse(timestamp).map(VoiceRecord::millis).orElse(timestamp);
    return EventId.hash(callId, at, what);
  }

  private static String millis(Instant time) {
    return Long.toString(time.toEpochMilli());
  }

  private static VoiceRecord record(
      EventType type, String callId, String id, CallEvent event, EventTime time) {
    var headers =
        new EventHeaders(
            id,
            type.wireName(),
            SOURCE,
            callId,
            time.time(),
            time.receivedAt(),
            EventHeaders.newTraceparent());
    return new VoiceRecord(callId, event, headers);
  }

  private static EventTime time(@Nullable String timestamp, Instant receivedAt) {
    return EventTime.read(timestamp, receivedAt.truncatedTo(ChronoUnit.MILLIS));
  }
}
