package io.switchboard.ingress.menu.shadow;

import com.fasterxml.jackson.databind.ObjectReader;
import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.json.Json;
import io.switchboard.ivr.session.SessionEvent.Received;
import io.switchboard.ivr.session.log.CallEventCheck;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record of a call on {@code cxone.dtmf}, not parsed yet: most of them never need to be.
 *
 * @param logTime of the partition after it
 * @param definition hash of the definition that a call uses which begins here; null when unknown
 * @param id its {@code ce_id}
 */
record LoggedRecord(
    long offset,
    Instant logTime,
    @Nullable String definition,
    String id,
    Instant receivedAt,
    @Nullable String replayId,
    byte[] value) {
  private static final ObjectReader READER = Json.mapper().readerFor(CallEvent.class);

  /** The objects, references and times of one. */
  private static final int FIXED_BYTES = 180;

  static LoggedRecord of(ConsumerRecord<String, byte[]> record, Instant logTime) {
    var headers =
        EventHeaders.read(
            record.headers(),
            () -> EventId.ofRecord(record.topic(), record.partition(), record.offset()),
            record.timestamp());
    return new LoggedRecord(
        record.offset(),
        logTime,
        null,
        headers.id(),
        headers.receivedAt(),
        headers.replayId(),
        record.value());
  }

  /** The same with the definition in force. */
  LoggedRecord beginningWith(@Nullable String hash) {
    return new LoggedRecord(offset, logTime, hash, id, receivedAt, replayId, value);
  }

  /**
   * What it does to the call; empty for what ivr-streams puts on its dead letters, and for a record
   * of another call or of none.
   */
  Optional<Received> event(String callId) {
    return read(callId).map(event -> new Received(id, logTime, receivedAt, "", event, replayId));
  }

  private Optional<CallEvent.OfCall> read(String callId) {
    try {
      return READER.readValue(value) instanceof CallEvent.OfCall event
              && event.callId().equals(callId)
              && CallEventCheck.problem(event).isEmpty()
          ? Optional.of(event)
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** About how much memory it takes. */
  int bytes() {
    return FIXED_BYTES + id.length() + value.length;
  }
}
