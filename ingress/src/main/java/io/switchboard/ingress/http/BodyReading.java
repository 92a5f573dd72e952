package io.switchboard.ingress.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/** A request's body: of the right type, not encoded, not too large and not too slow. */
sealed interface BodyReading {

  /**
   * It came whole.
   *
   * @param taken of the {@link BodyRoom}, to be given back with the answer
   */
  record Whole(byte[] bytes, int taken) implements BodyReading {}

  /** It is refused. */
  record Refused(Problem problem) implements BodyReading {}

  /**
   * Reads the body of a request.
   *
   * @throws IOException when the sender is gone, or nothing came for as long as the connection may
   *     be idle
   */
  static BodyReading read(Exchange exchange, Limits limits, BodyRoom room) throws IOException {
    if (!isJson(exchange.header(HttpHeader.CONTENT_TYPE))) {
      return new Refused(Problem.unsupported("the Content-Type must be application/json in UTF-8"));
    }
    var encoding = exchange.header(HttpHeader.CONTENT_ENCODING);
    if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
      return new Refused(Problem.unsupported("an encoded body (Content-Encoding) is not accepted"));
    }
    return exchange.length() > limits.bodyBytes()
        ? new Refused(Problem.tooLarge(limits.bodyBytes()))
        : content(exchange, limits, room);
  }

  private static BodyReading content(Exchange exchange, Limits limits, BodyRoom room)
      throws IOException {
    var place = new Place(room);
    try {
      var reading = content(exchange, limits, place);
      place.kept = reading instanceof Whole;
      return reading;
    } finally {
      place.leave();
    }
  }

  private static BodyReading content(Exchange exchange, Limits limits, Place place)
      throws IOException {
    var deadline = System.nanoTime() + limits.bodyTime().toNanos();
    var in = exchange.body();
    var announced = (int) exchange.length();
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
        var larger = Math.min(2 * length, limits.bodyBytes() + 1);
        if (!place.grow(larger - Math.max(length, BodyRoom.FREE))) {
          return new Refused(Problem.unavailable("too many large bodies in flight"));
        }
        bytes = Arrays.copyOf(bytes, larger);
      }
    }
    exchange.bodyIsRead();
    return new Whole(length == bytes.length ? bytes : Arrays.copyOf(bytes, length), place.taken);
  }

  /** What one body has taken of the room, given back unless the body came whole. */
  final class Place {
    private final BodyRoom room;
    private int taken;
    private boolean kept;

    private Place(BodyRoom room) {
      this.room = room;
    }

    private boolean grow(int more) {
      if (more > 0 && !room.tryTake(more)) {
        return false;
      }
      taken += Math.max(0, more);
      return true;
    }

    private void leave() {
      if (!kept) {
        room.giveBack(taken);
      }
    }
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
