package io.switchboard.ingress.http;

import io.switchboard.ingress.body.JsonContentType;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
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

  /**
   * It is refused.
   *
   * @param read what was read of it: the whole, unless it is too large
   */
  record Refused(Problem problem, byte[] read) implements BodyReading {}

  byte[] NO_BYTES = {};

  /**
   * Reads the body of a request.
   *
   * @throws IOException when the sender is gone, or nothing came for as long as the connection may
   *     be idle
   */
  static BodyReading read(Exchange exchange, Limits limits, BodyRoom room) throws IOException {
    var place = new Place(room);
    try {
      var reading = read(exchange, limits, place);
      place.kept = reading instanceof Whole;
      return reading;
    } finally {
      place.leave();
    }
  }

  private static BodyReading read(Exchange exchange, Limits limits, Place place)
      throws IOException {
    var deadline = System.nanoTime() + limits.bodyTime().toNanos();
    var in = exchange.body();
    var enough = enough(exchange.length(), limits);
    var bytes = new byte[(int) Math.clamp(exchange.length() + 1, 1, BodyRoom.FREE)];
    var length = 0;
    var n = 0;
    while (n >= 0 && length < enough) {
      n = in.read(bytes, length, bytes.length - length);
      length += Math.max(0, n);
      if (System.nanoTime() > deadline) {
        return new Refused(tooSlow(limits.bodyTime()), NO_BYTES);
      }
      if (length == bytes.length && length < enough) {
        var larger = Math.min(2 * length, enough);
        if (!place.grow(larger - Math.max(length, BodyRoom.FREE))) {
          return new Refused(Problem.unavailable("too many large bodies in flight"), NO_BYTES);
        }
        bytes = Arrays.copyOf(bytes, larger);
      }
    }
    var read = length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    if (n < 0) {
      exchange.bodyIsRead();
    }
    var problem = problem(exchange, n < 0, limits);
    return problem == null ? new Whole(read, place.taken) : new Refused(problem, read);
  }

  /** How many bytes have to be read to decide; of a body that is too large, what is kept. */
  private static int enough(long announced, Limits limits) {
    return announced > limits.bodyBytes()
        ? Math.min(Rejections.LONGEST_BODY, limits.bodyBytes())
        : limits.bodyBytes() + 1;
  }

  private static @Nullable Problem problem(Exchange exchange, boolean whole, Limits limits) {
    if (!JsonContentType.accepts(exchange.header(HttpHeader.CONTENT_TYPE))) {
      return Problem.unsupported("the Content-Type must be application/json in UTF-8");
    }
    var encoding = exchange.header(HttpHeader.CONTENT_ENCODING);
    if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
      return Problem.unsupported("an encoded body (Content-Encoding) is not accepted");
    }
    return whole ? null : Problem.tooLarge(limits.bodyBytes());
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
}
