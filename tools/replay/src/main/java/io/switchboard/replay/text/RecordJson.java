package io.switchboard.replay.text;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.switchboard.contract.json.Json;
import io.switchboard.contract.time.Times;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record as one line of JSON: topic, partition, offset, timestamp, key, headers, and the value as
 * JSON if it is JSON, else as a string.
 */
public final class RecordJson {
  private RecordJson() {}

  /** Without a line end. */
  public static String line(ConsumerRecord<byte[], byte[]> record, NumberMasking numbers) {
    var text = new StringWriter();
    try (var json = Json.mapper().getFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("topic", record.topic());
      json.writeNumberField("partition", record.partition());
      json.writeNumberField("offset", record.offset());
      json.writeStringField("timestamp", time(record.timestamp()));
      json.writeFieldName("key");
      string(json, record.key(), numbers);
      json.writeObjectFieldStart("headers");
      for (var header : record.headers()) {
        json.writeFieldName(header.key());
        string(json, header.value(), numbers);
      }
      json.writeEndObject();
      json.writeFieldName("value");
      value(json, record.value(), numbers);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** A record's time, RFC 3339. */
  public static String time(long timestamp) {
    return Times.format(Instant.ofEpochMilli(Math.max(0, timestamp)));
  }

  /** Bytes as text for output; {@code null} for none. */
  public static String shown(byte @Nullable [] bytes, NumberMasking numbers) {
    return bytes == null ? "null" : numbers.in(new String(bytes, StandardCharsets.UTF_8));
  }

  /** A value on one line: JSON as sent, other text with its control characters escaped. */
  public static String oneLine(byte @Nullable [] bytes, NumberMasking numbers) {
    var text = shown(bytes, numbers);
    if (text.chars().noneMatch(Character::isISOControl)) {
      return VisibleText.of(text);
    }
    var compact = compact(text);
    return VisibleText.of(
        compact == null
            ? new String(JsonStringEncoder.getInstance().quoteAsString(text))
            : compact);
  }

  /** A value for people: JSON indented, other text as sent. */
  public static String pretty(byte @Nullable [] bytes, NumberMasking numbers) {
    if (bytes == null) {
      return "null";
    }
    try {
      var tree = Json.mapper().readTree(bytes);
      if (tree != null && tree.isContainerNode()) {
        return (numbers == NumberMasking.REVEALED ? tree : MaskedTree.of(tree)).toPrettyString();
      }
      return shown(bytes, numbers);
    } catch (IOException _) {
      return shown(bytes, numbers); // not JSON
    }
  }

  private static @Nullable String compact(String text) {
    try {
      var tree = Json.mapper().readTree(text);
      return tree.isContainerNode() ? tree.toString() : null;
    } catch (JsonProcessingException _) {
      return null; // not JSON
    }
  }

  private static void string(JsonGenerator json, byte @Nullable [] bytes, NumberMasking numbers)
      throws IOException {
    if (bytes == null) {
      json.writeNull();
    } else {
      json.writeString(shown(bytes, numbers));
    }
  }

  /** Masked after the check: a masked number becomes a string. */
  private static void value(JsonGenerator json, byte @Nullable [] bytes, NumberMasking numbers)
      throws IOException {
    if (bytes == null) {
      json.writeNull();
      return;
    }
    try {
      var tree = Json.mapper().readTree(bytes);
      if (tree == null || tree.isMissingNode()) {
        json.writeString(shown(bytes, numbers));
      } else {
        json.writeTree(numbers == NumberMasking.REVEALED ? tree : MaskedTree.of(tree));
      }
    } catch (JsonProcessingException _) {
      json.writeString(shown(bytes, numbers));
    }
  }
}
