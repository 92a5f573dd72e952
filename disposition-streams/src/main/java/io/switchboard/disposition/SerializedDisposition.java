package io.switchboard.disposition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.switchboard.contract.event.disposition.ClassifiedDisposition;
import io.switchboard.contract.json.Json;
import org.apache.kafka.common.serialization.Serializer;

/** A classified call result with its JSON, which is serialized once for two topics. */
final class SerializedDisposition {
  private static final ObjectWriter WRITER = Json.mapper().writerFor(ClassifiedDisposition.class);

  private final ClassifiedDisposition record;
  private final byte[] json;

  private SerializedDisposition(ClassifiedDisposition record, byte[] json) {
    this.record = record;
    this.json = json;
  }

  static SerializedDisposition of(ClassifiedDisposition record) {
    try {
      return new SerializedDisposition(record, WRITER.writeValueAsBytes(record));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a classified disposition is plain data", e);
    }
  }

  ClassifiedDisposition record() {
    return record;
  }

  /** Returns the JSON that {@link #of} has made. */
  static Serializer<SerializedDisposition> serializer() {
    return (_, value) -> value.json;
  }
}
