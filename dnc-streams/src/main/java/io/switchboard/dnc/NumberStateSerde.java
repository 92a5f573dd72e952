package io.switchboard.dnc;

import io.switchboard.contract.event.Consent;
import io.switchboard.contract.event.DncSource;
import io.switchboard.dnc.registry.Claim;
import io.switchboard.dnc.registry.NumberState;
import io.switchboard.dnc.registry.Standing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/**
 * A number's state in the store: compact, since one is read and written per event. The first byte
 * is the version of the form.
 */
final class NumberStateSerde {
  private static final int VERSION = 1;

  private NumberStateSerde() {}

  @SuppressWarnings("NullAway") // a store's absent value is null by contract
  static Serde<NumberState> serde() {
    return Serdes.serdeFrom(
        (_, state) -> state == null ? null : write(state),
        (_, bytes) -> bytes == null ? null : read(bytes));
  }

  private static byte[] write(NumberState state) {
    var bytes = new ByteArrayOutputStream(256);
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeBoolean(state.open());
      out.writeLong(state.chainLength());
      out.writeUTF(state.chainHead());
      writeAll(out, state.recent());
      write(out, state.standing());
    } catch (IOException e) {
      throw new SerializationException("cannot write a number's state", e);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, @Nullable Standing standing) throws IOException {
    out.writeBoolean(standing != null);
    if (standing != null) {
      out.writeLong(standing.claim().time().toEpochMilli());
      out.writeByte(standing.claim().consent().ordinal());
      out.writeUTF(standing.claim().eventId());
      out.writeUTF(standing.source().name());
      writeAll(out, standing.customListIds());
      out.writeLong(standing.receivedAt().toEpochMilli());
    }
  }

  private static NumberState read(byte[] bytes) {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readByte() != VERSION) {
        throw new SerializationException("a number's state in a form of another version");
      }
      var open = in.readBoolean();
      var length = in.readLong();
      var head = in.readUTF();
      var recent = readAll(in);
      return new NumberState(readStanding(in), recent, head, length, open);
    } catch (IOException e) {
      throw new SerializationException("not a number's state", e);
    }
  }

  private static @Nullable Standing readStanding(DataInputStream in) throws IOException {
    if (!in.readBoolean()) {
      return null;
    }
    var time = Instant.ofEpochMilli(in.readLong());
    var consent = in.readByte() == Consent.OPT_OUT.ordinal() ? Consent.OPT_OUT : Consent.OPT_IN;
    var claim = new Claim(time, consent, in.readUTF());
    var source = DncSource.valueOf(in.readUTF());
    var lists = readAll(in);
    return new Standing(claim, source, lists, Instant.ofEpochMilli(in.readLong()));
  }

  private static void writeAll(DataOutputStream out, List<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (var text : texts) {
      out.writeUTF(text);
    }
  }

  private static List<String> readAll(DataInputStream in) throws IOException {
    var texts = new ArrayList<String>();
    for (var left = in.readInt(); left > 0; left--) {
      texts.add(in.readUTF());
    }
    return texts;
  }
}
