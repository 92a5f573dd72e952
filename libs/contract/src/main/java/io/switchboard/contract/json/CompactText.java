package io.switchboard.contract.json;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Encodes texts in state stores. Most identities are hashes, which are stored in half of their
 * digits, because a store's changelog is written with every event. Texts of any length are
 * supported, so that no sender can end a stream thread.
 */
public final class CompactText {
  private static final HexFormat HEX = HexFormat.of();
  private static final int LONG_TEXT = 0;

  /** First bytes up to this are the number of bytes of a hash. */
  private static final int MAX_HASH_BYTES = 32;

  /** First bytes from here on are this plus the number of bytes of a short text. */
  private static final int SHORT_TEXT = MAX_HASH_BYTES + 1;

  private static final int MAX_SHORT_TEXT_BYTES = 255 - SHORT_TEXT;

  private CompactText() {}

  /** Writes a text. */
  public static void write(DataOutput out, String text) throws IOException {
    if (isHash(text)) {
      out.writeByte(text.length() / 2);
      out.write(HEX.parseHex(text));
      return;
    }
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= MAX_SHORT_TEXT_BYTES) {
      out.writeByte(SHORT_TEXT + bytes.length);
    } else {
      out.writeByte(LONG_TEXT);
      out.writeInt(bytes.length);
    }
    out.write(bytes);
  }

  /** Reads what {@link #write} wrote. */
  public static String read(DataInput in) throws IOException {
    var first = in.readUnsignedByte();
    if (first > LONG_TEXT && first <= MAX_HASH_BYTES) {
      return HEX.formatHex(bytes(in, first));
    }
    var length = first == LONG_TEXT ? in.readInt() : first - SHORT_TEXT;
    return new String(bytes(in, length), StandardCharsets.UTF_8);
  }

  /** Writes several texts. */
  public static void writeAll(DataOutput out, List<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (var text : texts) {
      write(out, text);
    }
  }

  /** Reads what {@link #writeAll} wrote. */
  public static List<String> readAll(DataInput in) throws IOException {
    var texts = new ArrayList<String>();
    for (var left = in.readInt(); left > 0; left--) {
      texts.add(read(in));
    }
    return texts;
  }

  private static byte[] bytes(DataInput in, int length) throws IOException {
    var bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }

  private static boolean isHash(String text) {
    if (text.isEmpty() || text.length() > 2 * MAX_HASH_BYTES || text.length() % 2 != 0) {
      return false;
    }
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }
}
