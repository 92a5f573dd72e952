package io.switchboard.ingress.menu.shadow;

import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.event.ivr.Tier;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.contract.topic.Topics;
import io.switchboard.ivr.definition.DefinitionFile;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;

/** Records of {@code cxone.dtmf}, partition 0, as a reader gets them. */
public final class RecordsOfCalls {
  private RecordsOfCalls() {}

  /** The shipped menu is in force from here on. */
  public static ConsumerRecord<String, byte[]> activation(long offset, Instant at) {
    var menu = DefinitionFile.shipped();
    return of(
        offset,
        CallEvent.PARTITION_KEY,
        new CallEvent.Activation(menu.hash(), menu.body()),
        "activation",
        at);
  }

  /** A menu request with this {@code ce_id}. */
  public static ConsumerRecord<String, byte[]> request(
      long offset, String callId, String keys, String id, Instant at) {
    return of(offset, callId, request(callId, keys), id, at);
  }

  /** A caller of tier standard presses keys. */
  public static CallEvent.MenuRequest request(String callId, String keys) {
    return new CallEvent.MenuRequest(callId, null, keys, null, Tier.STANDARD, null, null);
  }

  private static ConsumerRecord<String, byte[]> of(
      long offset, String key, CallEvent event, String id, Instant at) {
    var topic = new Topics(TopicPrefix.NONE).dtmf();
    var headers =
        new EventHeaders(
            id,
            "com.nice.cxone.menu-request",
            "/switchboard/test",
            null,
            at,
            at,
            EventHeaders.newTraceparent());
    return new ConsumerRecord<>(
        topic.name(),
        0,
        offset,
        at.toEpochMilli(),
        TimestampType.LOG_APPEND_TIME,
        0,
        0,
        key,
        topic.values().serializer().serialize(topic.name(), event),
        headers.toKafka(),
        Optional.empty());
  }
}
