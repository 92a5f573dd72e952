package io.switchboard.disposition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.switchboard.contract.event.ClassifiedDisposition;
import io.switchboard.contract.json.Json;
import org.apache.kafka.common.serialization.Serializer;

/** A classified call result as it goes out: written once, for it goes to two topics. */
final class Classified {
  private static final ObjectWriter WRITER = Json.mapper().writerFor(ClassifiedDisposition.class);

  private final ClassifiedDisposition record;
  private final byte[] json;

  private Classified(ClassifiedDisposition record, byte[] json) {
    this.record = record;
    this.json = json;
  }

  static Classified of(ClassifiedDisposition record) {
    try {
      return new Classified(record, WRITER.writeValueAsBytes(record));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a classified disposition is plain data", e);
    }
  }

  ClassifiedDisposition record() {
    return record;
  }

  /** Hands out what is written already. */
  static Serializer<Classified> serializer() {
    return (_, value) -> value.json;
  }
}
