package io.switchboard.sink.mapping.row;

import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.time.Times;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** A record of a source topic; its value is parsed once for all tables. */
public final class SourceRecord {
  private final ConsumerRecord<byte[], byte[]> record;
  private final RecordSnapshot snapshot;
  private final @Nullable JsonFields value;
  private final @Nullable String problem;

  private SourceRecord(
      ConsumerRecord<byte[], byte[]> record, @Nullable JsonFields value, @Nullable String problem) {
    this.record = record;
    this.snapshot = RecordSnapshot.of(record);
    this.value = value;
    this.problem = problem;
  }

  /** Parses a record; {@link #problem()} describes its errors. */
  public static SourceRecord of(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return new SourceRecord(record, null, null);
    }
    try {
      var fields = JsonFields.read(record.value());
      return fields == null
          ? new SourceRecord(record, null, "the value is not a JSON object")
          : new SourceRecord(record, fields, null);
    } catch (IOException _) {
      // the parser's own message may quote the value
      return new SourceRecord(record, null, "the value is not readable JSON");
    }
  }

  /** The record as the consumer returned it. */
  ConsumerRecord<byte[], byte[]> record() {
    return record;
  }

  /** The copy that is kept while its rows wait. */
  public RecordSnapshot snapshot() {
    return snapshot;
  }

  /** Why the value cannot be read; null when it can, or when there is no value. */
  public @Nullable String problem() {
    return problem;
  }

  /** The value; null for a tombstone and for an unreadable value. */
  @Nullable JsonFields value() {
    return value;
  }

  /** The key as text; null when the record has none. */
  @Nullable String key() throws UnfitValueException {
    if (record.key() == null) {
      return null;
    }
    var text = new String(record.key(), StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') >= 0) {
      requireUtf8(record.key());
    }
    return text;
  }

  /** When the pipeline received it. */
  Instant receivedAt() {
    return EventHeaders.receivedAt(record.headers(), record.timestamp());
  }

  /** The event's own time by the headers. */
  Instant eventTime() {
    return EventHeaders.text(record.headers(), EventHeaders.TIME)
        .flatMap(Times::parse)
        .orElseGet(this::receivedAt);
  }

  private static void requireUtf8(byte[] bytes) throws UnfitValueException {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
    } catch (CharacterCodingException _) {
      throw new UnfitValueException("22021", "the key is not UTF-8");
    }
  }
}
