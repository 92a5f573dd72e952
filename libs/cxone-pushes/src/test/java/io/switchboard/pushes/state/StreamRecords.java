package io.switchboard.pushes.state;

import io.switchboard.contract.event.TimeSource;
import io.switchboard.contract.event.disposition.ClassifiedDisposition;
import io.switchboard.contract.event.disposition.Severity;
import io.switchboard.contract.event.dnc.DncRegistration;
import io.switchboard.contract.event.dnc.DncSource;
import io.switchboard.contract.event.ivr.CallOutcome;
import io.switchboard.contract.event.ivr.CallSource;
import io.switchboard.contract.event.ivr.Outcome;
import io.switchboard.contract.event.ivr.Tier;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.contract.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** What the stream services write, for tests. */
public final class StreamRecords {
  public static final Topics TOPICS = new Topics(TopicPrefix.NONE);
  public static final Instant AT = Instant.parse("2026-11-20T10:00:05Z");

  private StreamRecords() {}

  public static ClassifiedDisposition result(String contactId, String eventId, String category) {
    return result(contactId, eventId, category, false);
  }

  public static ClassifiedDisposition result(
      String contactId, String eventId, String category, boolean stale) {
    return new ClassifiedDisposition(
        eventId,
        contactId,
        "1001",
        "answered",
        category,
        Severity.CRITICAL,
        "r1",
        "v1",
        "[2026-11-20T10:00:05Z] Disposition 1001 mapped to " + category,
        1,
        null,
        stale,
        AT,
        TimeSource.EVENT,
        AT,
        null);
  }

  public static CallOutcome outcome(String callId, Outcome outcome, List<String> path) {
    return new CallOutcome(
        callId,
        outcome,
        "selection",
        path,
        List.of("main_menu"),
        AT,
        AT,
        0,
        null,
        Tier.STANDARD,
        "d1",
        CallSource.BRIDGE);
  }

  public static DncRegistration registration(String number, boolean doNotCall, String eventId) {
    return new DncRegistration(
        number, doNotCall, AT, eventId, DncSource.values()[0], null, List.of(), "head", 1, AT);
  }

  public static <V> ConsumerRecord<byte[], byte[]> record(
      io.switchboard.contract.topic.Topic<String, V> topic, String key, V value, long offset) {
    return record(topic, key, value, offset, new RecordHeaders());
  }

  public static <V> ConsumerRecord<byte[], byte[]> record(
      io.switchboard.contract.topic.Topic<String, V> topic,
      String key,
      V value,
      long offset,
      Headers headers) {
    var bytes = topic.values().serializer().serialize(topic.name(), value);
    return new ConsumerRecord<>(
        topic.name(),
        0,
        offset,
        AT.toEpochMilli(),
        TimestampType.CREATE_TIME,
        key.length(),
        bytes.length,
        key.getBytes(StandardCharsets.UTF_8),
        bytes,
        headers,
        java.util.Optional.empty());
  }
}
