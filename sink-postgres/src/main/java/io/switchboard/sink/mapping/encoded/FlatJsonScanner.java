package io.switchboard.sink.mapping.encoded;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds the fields of a plain JSON object: no nested values, no escapes, integers of at most 18
 * digits without a sign. Everything else is left to the JSON library. The scanner accepts nothing
 * that the library refuses.
 *
 * <p>It is reused from record to record; not thread-safe.
 */
final class FlatJsonScanner {
  /** The result for a value that is not plain. */
  private static final int NOT_PLAIN = -1;

  /** All of them fit into a long, and the library writes them with the same digits. */
  private static final int MAX_DIGITS = 18;

  /** Far below the limit of the library. */
  private static final int MAX_NAME_LENGTH = 1_000;

  /** Below the limit of {@link io.switchboard.contract.json.Json}. */
  private static final int MAX_TEXT_LENGTH = 60_000;

  /** Begin and end of a name, begin and end of its value. */
  private static final int POSITIONS = 4;

  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private byte[] json = {};
  private int[] positions = new int[POSITIONS * 32];
  private int fields;

  /** Scans a value; false when it is not plain, and the fields are then undefined. */
  boolean scan(byte[] value) {
    json = value;
    fields = 0;
    var at = token(0);
    if (byteAt(at) != '{') {
      return false;
    }
    at = token(at + 1);
    if (byteAt(at) == '}') {
      return isEnd(at + 1);
    }
    while (true) {
      at = field(at);
      if (at == NOT_PLAIN) {
        return false;
      }
      at = token(at);
      if (byteAt(at) == '}') {
        return isEnd(at + 1);
      }
      if (byteAt(at) != ',') {
        return false;
      }
      at = token(at + 1);
    }
  }

  /** The number of fields; a repeated name counts again. */
  int fields() {
    return fields;
  }

  /** The first byte of a name, after its quote. */
  int nameBegin(int field) {
    return positions[field * POSITIONS];
  }

  /** The end of a name. */
  int nameEnd(int field) {
    return positions[field * POSITIONS + 1];
  }

  /** The first byte of a value; of a string the one after its quote. */
  int begin(int field) {
    return positions[field * POSITIONS + 2];
  }

  /** The end of a value; of a string its closing quote. */
  int end(int field) {
    return positions[field * POSITIONS + 3];
  }

  /** Whether the value is null. */
  boolean isNull(int field) {
    var begin = begin(field);
    return byteAt(begin) == 'n' && !isQuoted(begin);
  }

  /** The end of a value with its quote. */
  int endOfField(int field) {
    return isQuoted(begin(field)) ? end(field) + 1 : end(field);
  }

  private boolean isQuoted(int begin) {
    return json[begin - 1] == '"';
  }

  /** Whether PostgreSQL can store these bytes as text: UTF-8 without U+0000. */
  static boolean isStorable(byte[] bytes, int begin, int end) {
    var all = 0;
    for (var i = begin; i < end; i++) {
      if (bytes[i] == 0) {
        return false;
      }
      all |= bytes[i];
    }
    return all >= 0 || isUtf8(bytes, begin, end);
  }

  /** False also for a text that contains U+FFFD itself, which is then not plain. */
  private static boolean isUtf8(byte[] bytes, int begin, int end) {
    return new String(bytes, begin, end - begin, StandardCharsets.UTF_8).indexOf('\uFFFD') < 0;
  }

  /** Scans a field from the quote of its name; returns the index after its value. */
  private int field(int at) {
    if (byteAt(at) != '"') {
      return NOT_PLAIN;
    }
    var nameEnd = textEnd(at + 1);
    if (nameEnd == NOT_PLAIN || nameEnd - at > MAX_NAME_LENGTH) {
      return NOT_PLAIN;
    }
    var colon = token(nameEnd + 1);
    if (byteAt(colon) != ':') {
      return NOT_PLAIN;
    }
    var value = token(colon + 1);
    var quoted = byteAt(value) == '"';
    var end = quoted ? textEnd(value + 1) : literalEnd(value);
    if (end == NOT_PLAIN) {
      return NOT_PLAIN;
    }
    put(at + 1, nameEnd, quoted ? value + 1 : value, end);
    return quoted ? end + 1 : end;
  }

  private void put(int nameBegin, int nameEnd, int begin, int end) {
    var at = fields++ * POSITIONS;
    if (at == positions.length) {
      positions = Arrays.copyOf(positions, at * 2);
    }
    positions[at] = nameBegin;
    positions[at + 1] = nameEnd;
    positions[at + 2] = begin;
    positions[at + 3] = end;
  }

  private int textEnd(int begin) {
    var all = 0;
    var last = Math.min(json.length, begin + MAX_TEXT_LENGTH);
    for (var i = begin; i < last; i++) {
      var c = json[i];
      if (c == '"') {
        return all >= 0 || isUtf8(json, begin, i) ? i : NOT_PLAIN;
      }
      if (c == '\\' || (c >= 0 && c < ' ')) {
        return NOT_PLAIN;
      }
      all |= c;
    }
    return NOT_PLAIN;
  }

  private int literalEnd(int begin) {
    return switch (byteAt(begin)) {
      case 't' -> wordEnd(begin, TRUE);
      case 'f' -> wordEnd(begin, FALSE);
      case 'n' -> wordEnd(begin, NULL);
      case '0' -> begin + 1; // a second digit is refused by what has to follow
      case '1', '2', '3', '4', '5', '6', '7', '8', '9' -> digitsEnd(begin);
      default -> NOT_PLAIN;
    };
  }

  private int wordEnd(int begin, byte[] word) {
    var end = begin + word.length;
    return end <= json.length && Arrays.equals(json, begin, end, word, 0, word.length)
        ? end
        : NOT_PLAIN;
  }

  private int digitsEnd(int begin) {
    var end = begin;
    while (byteAt(end) >= '0' && byteAt(end) <= '9') {
      end++;
    }
    return end - begin <= MAX_DIGITS ? end : NOT_PLAIN;
  }

  private boolean isEnd(int at) {
    return token(at) == json.length;
  }

  /** The index of the first byte from here that is no white space. */
  private int token(int at) {
    var i = at;
    while (i < json.length
        && (json[i] == ' ' || json[i] == '\n' || json[i] == '\r' || json[i] == '\t')) {
      i++;
    }
    return i;
  }

  /** Zero after the end; no JSON token begins with that. */
  private byte byteAt(int at) {
    return at < json.length ? json[at] : 0;
  }
}
