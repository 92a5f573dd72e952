package io.switchboard.ingress.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;

/** A request's body: of the right type, not encoded, and not too large. */
sealed interface BodyReading {

  /** It came whole. */
  record Whole(byte[] bytes) implements BodyReading {}

  /** It is refused. */
  record Refused(Problem problem) implements BodyReading {}

  /**
   * Reads the body of a request.
   *
   * @throws IOException when the sender is gone or too slow
   */
  static BodyReading read(HttpServletRequest request, int limit) throws IOException {
    if (!isJson(request.getContentType())) {
      return new Refused(Problem.unsupported("the Content-Type must be application/json in UTF-8"));
    }
    var encoding = request.getHeader("Content-Encoding");
    if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
      return new Refused(Problem.unsupported("an encoded body (Content-Encoding) is not accepted"));
    }
    if (request.getContentLengthLong() > limit) {
      return new Refused(Problem.tooLarge(limit));
    }
    var bytes = request.getInputStream().readNBytes(limit + 1);
    return bytes.length > limit ? new Refused(Problem.tooLarge(limit)) : new Whole(bytes);
  }

  private static boolean isJson(@org.jspecify.annotations.Nullable String contentType) {
    if (contentType == null) {
      return false;
    }
    var parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
    if (!parts[0].strip().equals("application/json")) {
      return false;
    }
    for (var i = 1; i < parts.length; i++) {
      var parameter = parts[i].strip().replace("\"", "").replace(" ", "");
      if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
        return false;
      }
    }
    return true;
  }
}
