package io.switchboard.dnc;

import io.switchboard.contract.event.dnc.DncDecision;
import io.switchboard.contract.event.dnc.DncEvent;
import io.switchboard.contract.event.dnc.DncRegistration;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.headers.EventType;
import io.switchboard.contract.headers.ServiceName;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.processor.api.Record;

/** The records that this service writes, with key, time and headers. */
public final class DncRecords {
  public static final String EVENT = EventType.DNC_EVENT.wireName();
  public static final String DECISION = EventType.DNC_DECISION.wireName();
  public static final String REGISTRATION = EventType.DNC_REGISTRATION.wireName();
  private static final String SOURCE = ServiceName.DNC_STREAMS.source();

  private DncRecords() {}

  /** The metadata of a record; a missing id is derived from topic, partition and offset. */
  static EventHeaders headers(Record<?, ?> record, ProcessingContext context) {
    return EventHeaders.read(record.headers(), () -> place(context), record.timestamp());
  }

  private static String place(ProcessingContext context) {
    return context
        .recordMetadata()
        .map(at -> EventId.hash(at.topic(), at.partition() + "", at.offset() + ""))
        .orElse("");
  }

  static Record<String, DncEvent> of(DncEvent event, EventHeaders source, long timestamp) {
    var headers = source.derive(event.eventId(), EVENT, SOURCE, event.key(), event.eventTime());
    return new Record<>(event.key(), event, timestamp, headers.toKafka());
  }

  static Record<String, DncDecision> of(DncDecision decision, EventHeaders source, long timestamp) {
    var headers =
        source.derive(
            decision.decisionId(),
            DECISION,
            SOURCE,
            decision.phoneNumber(),
            decision.effectiveTime());
    return new Record<>(decision.phoneNumber(), decision, timestamp, headers.toKafka());
  }

  static Record<String, DncRegistration> of(
      DncRegistration registration, EventHeaders source, long timestamp) {
    var id = EventId.hash(registration.chainHead(), "registration");
    var headers =
        source.derive(
            id, REGISTRATION, SOURCE, registration.phoneNumber(), registration.eventTime());
    return new Record<>(registration.phoneNumber(), registration, timestamp, headers.toKafka());
  }
}
