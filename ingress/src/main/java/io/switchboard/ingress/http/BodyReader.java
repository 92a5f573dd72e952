package io.switchboard.ingress.http;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.switchboard.ingress.body.JsonContentType;
import io.switchboard.ingress.limits.LargeBodyBudget;
import io.switchboard.ingress.limits.Limits;
import io.switchboard.ingress.request.Problem;
import java.io.IOException;
import java.util.Arrays;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads request bodies: JSON, not encoded, not too large and not too slow. What is refused is read
 * as far as it is kept on {@code cxone.rejected}: Jetty's SizeLimitHandler would refuse a large
 * body unread and before the authentication, and its EagerContentHandler would hold the bodies of
 * unauthenticated senders.
 */
final class BodyReader {
  /** The body of a GET. */
  static final Whole NONE = new Whole(new byte[0], 0);

  private static final byte[] NOTHING = {};
  private static final Logger LOG = LoggerFactory.getLogger(BodyReader.class);
  private final Limits limits;

  BodyReader(Limits limits) {
    this.limits = limits;
  }

  /** What became of a body. */
  sealed interface Reading {}

  /**
   * It is complete.
   *
   * @param taken of the {@link LargeBodyBudget}, to be given back with the answer
   */
  record Whole(byte[] bytes, int taken) implements Reading {}

  /**
   * It is refused.
   *
   * @param read what was read of it: the whole, unless it is too large
   */
  record Refused(Problem problem, byte[] read) implements Reading {}

  /** Reads the body of a request; blocks until it is complete. */
  Reading read(Context context, LargeBodyBudget budget) {
    var share = new Share(budget);
    Reading reading = new Refused(Problem.internal(), NOTHING);
    try {
      reading = read(context, share);
    } catch (IOException | HttpException.RuntimeException e) {
      LOG.debug("A body could not be read", e);
      context.header(Header.CONNECTION, "close"); // its rest is no request
      reading = new Refused(isMalformed(e) ? malformed() : tooSlow(), NOTHING);
    } finally {
      if (!(reading instanceof Whole)) {
        budget.giveBack(share.taken);
      }
    }
    return reading;
  }

  private Reading read(Context context, Share share) throws IOException {
    var deadline = System.nanoTime() + limits.bodyTime().toNanos();
    var in = context.req().getInputStream();
    var announced = context.req().getContentLengthLong();
    var enough = enough(announced);
    var bytes = new byte[(int) Math.clamp(announced + 1, 1, LargeBodyBudget.FREE)];
    var length = 0;
    var n = 0;
    while (n >= 0 && length < enough) {
      n = in.read(bytes, length, bytes.length - length);
      length += Math.max(0, n);
      if (System.nanoTime() > deadline) {
        return new Refused(tooSlow(), NOTHING);
      }
      if (length == bytes.length && length < enough) {
        var larger = Math.min(2 * length, enough);
        if (!share.grow(larger - Math.max(length, LargeBodyBudget.FREE))) {
          return new Refused(Problem.unavailable("too many large bodies in flight"), NOTHING);
        }
        bytes = Arrays.copyOf(bytes, larger);
      }
    }
    var read = length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    var problem = problem(context, n < 0);
    return problem == null ? new Whole(read, share.taken) : new Refused(problem, read);
  }

  /** How many bytes have to be read to decide; of a body that is too large, what is kept. */
  private int enough(long announced) {
    return announced > limits.bodyBytes()
        ? Math.min(Limits.REJECTED_BODY_BYTES, limits.bodyBytes())
        : limits.bodyBytes() + 1;
  }

  private @Nullable Problem problem(Context context, boolean whole) {
    if (!JsonContentType.accepts(context.header(Header.CONTENT_TYPE))) {
      return Problem.unsupported("the Content-Type must be application/json in UTF-8");
    }
    var encoding = context.header(Header.CONTENT_ENCODING);
    if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
      return Problem.unsupported("an encoded body (Content-Encoding) is not accepted");
    }
    return whole ? null : Problem.tooLarge(limits.bodyBytes());
  }

  /** What one body has taken of the budget. */
  private static final class Share {
    private final LargeBodyBudget budget;
    private int taken;

    Share(LargeBodyBudget budget) {
      this.budget = budget;
    }

    boolean grow(int more) {
      if (more > 0 && !budget.tryTake(more)) {
        return false;
      }
      taken += Math.max(0, more);
      return true;
    }
  }

  /** Whether its sender broke the protocol; otherwise the sender was slow or is gone. */
  private static boolean isMalformed(Exception e) {
    var reason = e instanceof HttpException ? e : e.getCause();
    return reason instanceof HttpException http && http.getCode() != 408;
  }

  private static Problem malformed() {
    return Problem.of(400, "Bad Request", "the body is not what its head announced");
  }

  private Problem tooSlow() {
    return Problem.of(
        408,
        "Request Timeout",
        "the body has to come within " + limits.bodyTime().toSeconds() + " s");
  }
}
