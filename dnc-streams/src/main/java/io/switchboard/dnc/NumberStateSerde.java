package io.switchboard.dnc;

import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncSource;
import io.switchboard.contract.json.CompactText;
import io.switchboard.dnc.registry.ConsentVersion;
import io.switchboard.dnc.registry.CurrentConsent;
import io.switchboard.dnc.registry.NumberState;
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
 * The binary format of a number's state in the store: compact, since one is read and written per
 * event. The first byte is the version of the format.
 */
final class NumberStateSerde {
  private static final int VERSION = 2;

  /** The format with uncompressed texts; still read, never written. */
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
      write(out, state.current());
    } catch (IOException e) {
      throw new SerializationException("cannot write the state of a number", e);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, @Nullable CurrentConsent current)
      throws IOException {
    out.writeBoolean(current != null);
    if (current != null) {
      out.writeLong(current.version().time().toEpochMilli());
      out.writeByte(current.version().consent().ordinal());
      CompactText.write(out, current.version().eventId());
      out.writeUTF(current.source().name());
      CompactText.writeAll(out, current.customListIds());
      out.writeLong(current.receivedAt().toEpochMilli());
    }
  }

  private static NumberState read(byte[] bytes) {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      Texts texts =
          switch (in.readByte()) {
            case VERSION -> CompactText::read;
            case FIRST_VERSION -> DataInput::readUTF;
            default ->
                throw new SerializationException(
                    "the state of a number has an unknown format version");
          };
      var open = in.readBoolean();
      var length = in.readLong();
      var head = texts.read(in);
      var recent = texts.readAll(in);
      return new NumberState(readCurrent(in, texts), recent, head, length, open);
    } catch (IOException e) {
      throw new SerializationException("cannot read the state of a number", e);
    }
  }

  private static @Nullable CurrentConsent readCurrent(DataInput in, Texts texts)
      throws IOException {
    if (!in.readBoolean()) {
      return null;
    }
    var time = Instant.ofEpochMilli(in.readLong());
    var consent = in.readByte() == Consent.OPT_OUT.ordinal() ? Consent.OPT_OUT : Consent.OPT_IN;
    var version = new ConsentVersion(time, consent, texts.read(in));
    var source = DncSource.valueOf(in.readUTF());
    var lists = texts.readAll(in);
    return new CurrentConsent(version, source, lists, Instant.ofEpochMilli(in.readLong()));
  }

  /** How one version of the format reads texts; a list is preceded by its length. */
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
