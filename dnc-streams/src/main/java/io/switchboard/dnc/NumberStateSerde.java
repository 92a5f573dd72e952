package io.switchboard.dnc;

import io.switchboard.contract.event.Consent;
import io.switchboard.contract.event.DncSource;
import io.switchboard.contract.json.CompactText;
import io.switchboard.dnc.registry.Claim;
import io.switchboard.dnc.registry.NumberState;
import io.switchboard.dnc.registry.Standing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
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
  private static final int VERSION = 2;

  /** Had its texts in full; still read, never written. */
  private static final int FIRST_VERSION = 1;

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
      CompactText.write(out, state.chainHead());
      CompactText.writeAll(out, state.recent());
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
      CompactText.write(out, standing.claim().eventId());
      out.writeUTF(standing.source().name());
      CompactText.writeAll(out, standing.customListIds());
      out.writeLong(standing.receivedAt().toEpochMilli());
    }
  }

  private static NumberState read(byte[] bytes) {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      Texts texts =
          switch (in.readByte()) {
            case VERSION -> CompactText::read;
            case FIRST_VERSION -> DataInput::readUTF;
            default ->
                throw new SerializationException("a number's state in a form of another version");
          };
      var open = in.readBoolean();
      var length = in.readLong();
      var head = texts.read(in);
      var recent = texts.readAll(in);
      return new NumberState(readStanding(in, texts), recent, head, length, open);
    } catch (IOException e) {
      throw new SerializationException("not a number's state", e);
    }
  }

  private static @Nullable Standing readStanding(DataInput in, Texts texts) throws IOException {
    if (!in.readBoolean()) {
      return null;
    }
    var time = Instant.ofEpochMilli(in.readLong());
    var consent = in.readByte() == Consent.OPT_OUT.ordinal() ? Consent.OPT_OUT : Consent.OPT_IN;
    var claim = new Claim(time, consent, texts.read(in));
    var source = DncSource.valueOf(in.readUTF());
    var lists = texts.readAll(in);
    return new Standing(claim, source, lists, Instant.ofEpochMilli(in.readLong()));
  }

  /** How texts stand in one version of the form; several stand behind their number. */
  private interface Texts {
    String read(DataInput in) throws IOException;

    default List<String> readAll(DataInput in) throws IOException {
      var all = new ArrayList<String>();
      for (var left = in.readInt(); left > 0; left--) {
        all.add(read(in));
      }
      return all;
    }
  }
}
