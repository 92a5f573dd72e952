package io.switchboard.ingress.body;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which Content-Type says that a body is JSON in UTF-8. JSON has no {@code charset} parameter (RFC
 * 8259), so it is ignored unless it names an encoding that is neither UTF-8 nor ASCII.
 */
public final class JsonContentType {
  private static final String JSON = "application/json";
  private static final Pattern CHARSET =
      Pattern.compile(";\\s*charset\\s*=[\"'\\s]*([^;\"'\\s]+)", Pattern.CASE_INSENSITIVE);

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
    var end = contentType.indexOf(';');
    var type = end < 0 ? contentType : contentType.substring(0, end);
    return type.strip().equalsIgnoreCase(JSON)
        && (end < 0
            || CHARSET
                .matcher(contentType)
                .results()
                .noneMatch(found -> isOtherEncoding(found.group(1))));
  }

  private static boolean isOtherEncoding(String name) {
    try {
      return Charset.isSupported(name)
          && !Charset.forName(name).equals(StandardCharsets.UTF_8)
          && !Charset.forName(name).equals(StandardCharsets.US_ASCII);
    } catch (IllegalCharsetNameException _) {
      return false; // names no encoding
    }
  }
}
