package io.switchboard.ivr.state;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.switchboard.contract.event.ivr.CallerAction;
import io.switchboard.contract.json.Json;
import io.switchboard.ivr.session.Session;
import java.io.IOException;
import org.apache.kafka.common.errors.SerializationException;

/** Sessions in the state store and its changelog, as JSON. */
public final class SessionJson {
  private static final ObjectMapper MAPPER =
      Json.mapper()
          .copy()
          .addMixIn(Session.class, Named.class)
          .addMixIn(Session.Ended.class, NamedEnd.class);
  private static final ObjectWriter WRITER = MAPPER.writerFor(Session.class);
  private static final ObjectReader READER = MAPPER.readerFor(Session.class);

  private SessionJson() {}

  /** The pure package knows no JSON, so the type names are defined here. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Session.Open.class, name = "open"),
    @JsonSubTypes.Type(value = Session.Ended.class, name = "ended")
  })
  private interface Named {}

  /** The field has this name in sessions that are stored. */
  private interface NamedEnd {
    @JsonProperty("hears")
    CallerAction action();
  }

  public static byte[] write(Session session) {
    try {
      return WRITER.writeValueAsBytes(session);
    } catch (JsonProcessingException e) {
      throw new SerializationException("cannot write a session as JSON", e);
    }
  }

  public static Session read(byte[] bytes) {
    try {
      return READER.readValue(bytes);
    } catch (IOException e) {
      throw new SerializationException("not a readable session", e);
    }
  }
}
