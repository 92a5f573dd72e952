package io.switchboard.contract.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/** Values as plain JSON in UTF-8; a null value is a tombstone and stays null. */
public final class JsonSerde {
  private JsonSerde() {}

  /** A serde for one type; errors name the type but never quote the content. */
  public static <T> Serde<T> of(Class<T> type) {
    ObjectWriter writer = Json.mapper().writerFor(type);
    ObjectReader reader = Json.mapper().readerFor(type);
    return Serdes.serdeFrom(serializer(type, writer), deserializer(type, reader));
  }

  /** As {@link #of}; a value that lacks a required field is not readable either. */
  public static <T> Serde<T> ofComplete(Class<T> type) {
    var plain = of(type);
    var reader = plain.deserializer();
    return Serdes.serdeFrom(plain.serializer(), complete(reader));
  }

  @SuppressWarnings("NullAway") // Kafka's tombstones are null by contract
  private static <T> Deserializer<T> complete(Deserializer<T> reader) {
    return (topic, bytes) -> {
      var value = reader.deserialize(topic, bytes);
      return value == null ? null : RequiredFields.checked(value);
    };
  }

  @SuppressWarnings("NullAway") // Kafka's tombstones are null by contract
  private static <T> Serializer<T> serializer(Class<T> type, ObjectWriter writer) {
    return (_, value) -> {
      try {
        return value == null ? null : writer.writeValueAsBytes(value);
      } catch (JsonProcessingException e) {
        throw new SerializationException("cannot write a " + type.getSimpleName() + " as JSON", e);
      }
    };
  }

  @SuppressWarnings("NullAway") // Kafka's tombstones are null by contract
  private static <T> Deserializer<T> deserializer(Class<T> type, ObjectReader reader) {
    return (_, bytes) -> {
      try {
        return bytes == null ? null : reader.readValue(bytes);
      } catch (IOException _) { // its message may quote a number, and Kafka's clients log causes
        throw new SerializationException("not a readable " + type.getSimpleName());
      }
    };
  }
}
