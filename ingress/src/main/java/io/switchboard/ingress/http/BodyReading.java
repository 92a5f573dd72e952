package io.switchboard.ingress.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A request's body: of the right type, not encoded, not too large and not too slow. */
sealed interface BodyReading {

  /** It came whole. */
  record Whole(byte[] bytes) implements BodyReading {}

  /** It is refused. */
  record Refused(Problem problem) implements BodyReading {}

  /**
   * Reads the body of a request.
   *
   * @throws IOException when the sender is gone, or nothing came for as long as the connection may
   *     be idle
   */
  static BodyReading read(HttpServletRequest request, Limits limits) throws IOException {
    if (!isJson(request.getContentType())) {
      return new Refused(Problem.unsupported("the Content-Type must be application/json in UTF-8"));
    }
    var encoding = request.getHeader("Content-Encoding");
    if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
      return new Refused(Problem.unsupported("an encoded body (Content-Encoding) is not accepted"));
    }
    return request.getContentLengthLong() > limits.bodyBytes()
        ? new Refused(Problem.tooLarge(limits.bodyBytes()))
        : content(request, limits);
  }

  private static BodyReading content(HttpServletRequest request, Limits limits) throws IOException {
    var deadline = System.nanoTime() + limits.bodyTime().toNanos();
    var in = request.getInputStream();
    var announced = (int) request.getContentLengthLong();
    var bytes = new byte[announced > 0 ? Math.min(announced + 1, 4_096) : 4_096];
    var length = 0;
    for (var n = in.read(bytes); n >= 0; n = in.read(bytes, length, bytes.length - length)) {
      length += n;
      if (length > limits.bodyBytes()) {
        return new Refused(Problem.tooLarge(limits.bodyBytes()));
      }
      if (System.nanoTime() > deadline) {
        return new Refused(tooSlow(limits.bodyTime()));
      }
      if (length == bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.min(2 * length, limits.bodyBytes() + 1));
      }
    }
    return new Whole(Arrays.copyOf(bytes, length));
  }

  private static Problem tooSlow(Duration limit) {
    return Problem.of(
        408, "Request Timeout", "the body has to come within " + limit.toSeconds() + " s");
  }

  private static boolean isJson(@Nullable String contentType) {
    if (contentType == null) {
      return false;
    }
    var parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
    if (!parts[0].strip().equals("application/json")) {
      return false;
    }
    for (var i = 1; i < parts.length; i++) {
      var parameter = parts[i].replace("\"", "").replace(" ", "");
      if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
        return false;
      }
    }
    return true;
  }
}
