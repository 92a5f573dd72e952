package io.switchboard.ingress.body;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Checks what Jackson has no setting for: no U+0000 and no lone surrogate in a string or name, the
 * length of strings in bytes, and the digits of an exponent.
 */
final class StrictParser extends JsonParserDelegate {
  /**
   * Digits of an exponent: beyond that a number is infinite to some readers, and a number that
   * others cannot read would take the record, perhaps an opt-out, out of their hands.
   */
  private static final int MAX_EXPONENT_DIGITS = 3;

  private final Set<String> ignored;

  /**
   * @param ignored members of the body that are skipped, of any type and length
   */
  StrictParser(JsonParser parser, Set<String> ignored) {
    super(parser);
    this.ignored = ignored;
  }

  /** A token that is not allowed. */
  static final class Violation extends JsonProcessingException {
    private static final long serialVersionUID = 1;

    Violation(String detail) {
      super(detail);
    }
  }

  @Override
  public JsonToken nextToken() throws IOException {
    var token = super.nextToken();
    if (token == JsonToken.FIELD_NAME) {
      checkText(currentName());
      if (ignored.contains(currentName()) && getParsingContext().getParent().inRoot()) {
        super.nextToken();
        super.skipChildren();
        return nextToken();
      }
    } else if (token == JsonToken.VALUE_STRING) {
      checkText(getText());
    } else if (token == JsonToken.VALUE_NUMBER_FLOAT
        && exponentDigits(getText()) > MAX_EXPONENT_DIGITS) {
      throw new Violation("has an exponent of more than " + MAX_EXPONENT_DIGITS + " digits");
    }
    return token;
  }

  private static void checkText(String text) throws Violation {
    if (text.length() > StrictJson.MAX_STRING_BYTES / 3
        && text.getBytes(StandardCharsets.UTF_8).length > StrictJson.MAX_STRING_BYTES) {
      throw new Violation("is longer than " + StrictJson.MAX_STRING_BYTES + " bytes");
    }
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == 0) {
        throw new Violation("holds U+0000");
      }
      if (Character.isSurrogate(c)) {
        if (i + 1 == text.length() || !Character.isSurrogatePair(c, text.charAt(i + 1))) {
          throw new Violation("holds half a character (a lone surrogate)");
        }
        i++;
      }
    }
  }

  private static int exponentDigits(String number) {
    var digits = 0;
    for (var i = Math.max(number.indexOf('e'), number.indexOf('E')) + 1;
        i > 0 && i < number.length();
        i++) {
      var c = number.charAt(i);
      digits += (c >= '1' && c <= '9') || (c == '0' && digits > 0) ? 1 : 0;
    }
    return digits;
  }
}
