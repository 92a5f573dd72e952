package io.switchboard.ingress.body;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which Content-Type says that a body is JSON in UTF-8. JSON has no {@code charset} parameter (RFC
 * 8259), so it is ignored unless it names an encoding that is neither UTF-8 nor ASCII.
 */
public final class JsonContentType {
  private static final String CHARSET = "charset";

  private JsonContentType() {}

  /**
   * Whether a body of this type is accepted.
   *
   * @param contentType the header's value, null when the request has none
   */
  public static boolean accepts(@Nullable String contentType) {
    if (contentType == null) {
      return false;
    }
    var parts = contentType.split(";", -1);
    if (!parts[0].strip().equalsIgnoreCase("application/json")) {
      return false;
    }
    for (var i = 1; i < parts.length; i++) {
      if (namesOtherEncoding(parts[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean namesOtherEncoding(String parameter) {
    var equals = parameter.indexOf('=');
    return equals > 0
        && parameter.substring(0, equals).strip().toLowerCase(Locale.ROOT).equals(CHARSET)
        && isOtherEncoding(parameter.substring(equals + 1).replaceAll("[\"'\\s]", ""));
  }

  private static boolean isOtherEncoding(String name) {
    try {
      return !name.isEmpty()
          && Charset.isSupported(name)
          && !Charset.forName(name).equals(StandardCharsets.UTF_8)
          && !Charset.forName(name).equals(StandardCharsets.US_ASCII);
    } catch (IllegalCharsetNameException _) {
      return false; // names no encoding
    }
  }
}
