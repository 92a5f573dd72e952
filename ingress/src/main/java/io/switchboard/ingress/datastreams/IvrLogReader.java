package io.switchboard.ingress.datastreams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.switchboard.contract.json.Json;
import io.switchboard.contract.time.EventTime;
import io.switchboard.contract.topic.Topics;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads of an IVR log what its record on our log needs. */
final class IvrLogReader {
  private static final ObjectReader TREES = Json.mapper().readerFor(JsonNode.class);

  private IvrLogReader() {}

  /** Reads a value; IVR logs have no tombstones, which are null. */
  static IvrLog read(byte @Nullable [] value, Instant receivedAt) {
    if (value == null) {
      return new IvrLog.Unreadable("the record has no value");
    }
    if (value.length > Topics.MAX_VALUE_BYTES) {
      return new IvrLog.Unreadable("is larger than " + Topics.MAX_VALUE_BYTES + " bytes");
    }
    try {
      return read(TREES.<JsonNode>readValue(value), receivedAt);
    } catch (IOException _) {
      return new IvrLog.Unreadable("is not JSON"); // an answer, and not a failure
    }
  }

  private static IvrLog read(JsonNode log, Instant receivedAt) {
    var time = EventTime.read(text(log, "eventTime").orElse(null), receivedAt).time();
    return text(log, "contactId")
        .or(() -> text(log, "masterContactId"))
        .<IvrLog>map(id -> new IvrLog.Readable(id, time))
        .orElseGet(() -> new IvrLog.Unreadable("has no contactId"));
  }

  private static Optional<String> text(JsonNode log, String name) {
    return Optional.ofNullable(log.get(name))
        .filter(value -> value.isTextual() || value.isNumber())
        .map(JsonNode::asText)
        .filter(text -> !text.isBlank());
  }
}
