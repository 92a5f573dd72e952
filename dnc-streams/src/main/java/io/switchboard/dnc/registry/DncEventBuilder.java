package io.switchboard.dnc.registry;

import io.switchboard.contract.event.TimeSource;
import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncEvent;
import io.switchboard.contract.event.dnc.DncSource;
import io.switchboard.contract.phone.PhoneNumber;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event without its key. One event is built for each number. */
record DncEventBuilder(
    String eventId,
    Consent consent,
    Instant eventTime,
    TimeSource timeSource,
    Instant receivedAt,
    DncSource source,
    String sourceEventId,
    List<String> customListIds,
    @Nullable String by,
    @Nullable String reason) {

  DncEventBuilder withId(String id) {
    return new DncEventBuilder(
        id,
        consent,
        eventTime,
        timeSource,
        receivedAt,
        source,
        sourceEventId,
        customListIds,
        by,
        reason);
  }

  DncEvent under(String key, @Nullable String numberAsSent, @Nullable String otherReading) {
    return new DncEvent(
        eventId,
        key,
        consent,
        eventTime,
        timeSource,
        receivedAt,
        source,
        numberAsSent,
        sourceEventId,
        PhoneNumber.metadataVersion(),
        customListIds,
        by,
        reason,
        otherReading,
        null);
  }
}
