package io.switchboard.disposition;

import io.switchboard.contract.json.CompactText;
import io.switchboard.contract.json.JsonSerde;
import io.switchboard.disposition.severity.LastResult;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * The format of a contact's state in the store: compact, because one is read and written per call
 * result. The first byte is the version of the format.
 */
final class LastResultSerde {
  private static final int VERSION = 2;

  /**
   * The time of this version is the event time, which may be after its receipt. It is written until
   * a newer result replaces the state.
   */
  private static final int VERSION_WITH_EVENT_TIME = 1;

  /** The JSON format before versions; read, never written. */
  private static final Deserializer<JsonFormat> JSON_FORMAT =
      JsonSerde.of(JsonFormat.class).deserializer();

  /** The fields of the JSON format. */
  record JsonFormat(
      String eventId,
      String code,
      Instant eventTime,
      int revision,
      List<String> sameTime,
      List<String> lasting) {

    LastResult lastResult() {
      return new LastResult(eventId, code, eventTime, revision, sameTime, lasting, true);
    }
  }

  private LastResultSerde() {}

  @SuppressWarnings("NullAway") // a store's absent value is null by contract
  static Serde<LastResult> serde() {
    return Serdes.serdeFrom(
        (_, last) -> last == null ? null : write(last),
        (_, bytes) -> bytes == null ? null : read(bytes));
  }

  private static byte[] write(LastResult last) {
    var bytes = new ByteArrayOutputStream(128);
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(last.mayBeAhead() ? VERSION_WITH_EVENT_TIME : VERSION);
      CompactText.write(out, last.eventId());
      CompactText.write(out, last.code());
      out.writeLong(last.time().toEpochMilli());
      out.writeInt(last.revision());
      CompactText.writeAll(out, last.sameTime());
      CompactText.writeAll(out, last.lasting());
    } catch (IOException e) {
      throw new SerializationException("cannot write a contact's last result", e);
    }
    return bytes.toByteArray();
  }

  private static LastResult read(byte[] bytes) {
    if (bytes.length > 0 && bytes[0] == '{') {
      return JSON_FORMAT.deserialize("", bytes).lastResult();
    }
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      var version = in.readByte();
      if (version != VERSION && version != VERSION_WITH_EVENT_TIME) {
        throw new SerializationException("unknown format version of a contact's last result");
      }
      return new LastResult(
          CompactText.read(in),
          CompactText.read(in),
          Instant.ofEpochMilli(in.readLong()),
          in.readInt(),
          CompactText.readAll(in),
          CompactText.readAll(in),
          version == VERSION_WITH_EVENT_TIME);
    } catch (IOException e) {
      throw new SerializationException("cannot read a contact's last result", e);
    }
  }
}
