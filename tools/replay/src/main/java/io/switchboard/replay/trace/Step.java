package io.switchboard.replay.trace;

import io.switchboard.contract.headers.EventHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One record of a trace.
 *
 * @param headers its metadata, with defaults for missing ones
 */
public record Step(Stage stage, ConsumerRecord<byte[], byte[]> record, EventHeaders headers) {
  private static final int TRACE_ID_BEGINS = 3;
  private static final int TRACE_ID_ENDS = 35;

  /** A record on the topic of a stage. */
  public static Step of(Stage stage, ConsumerRecord<byte[], byte[]> record) {
    var fallback = record.topic() + "-" + record.partition() + "-" + record.offset();
    return new Step(
        stage, record, EventHeaders.read(record.headers(), fallback, record.timestamp()));
  }

  /** The trace id that all records of one cause share. */
  String traceId() {
    return traceId(headers.traceparent());
  }

  static String traceId(String traceparent) {
    return EventHeaders.isTraceparent(traceparent)
        ? traceparent.substring(TRACE_ID_BEGINS, TRACE_ID_ENDS)
        : traceparent;
  }

  /** The same of many records: what is compared with a known id need not be checked. */
  static String traceIdIn(String traceparent) {
    return traceparent.length() > TRACE_ID_ENDS
        ? traceparent.substring(TRACE_ID_BEGINS, TRACE_ID_ENDS)
        : traceparent;
  }

  /** The record's key. */
  public String key() {
    return key(record);
  }

  static String key(ConsumerRecord<byte[], byte[]> record) {
    return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
  }

  /** The record's own time. */
  public Instant time() {
    return Instant.ofEpochMilli(Math.max(0, record.timestamp()));
  }
}
