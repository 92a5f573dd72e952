package io.switchboard.ingress.http;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.switchboard.ingress.authentication.SignatureCheck;
import io.switchboard.ingress.body.JsonContentType;
import io.switchboard.ingress.limits.LargeBodyBudget;
import io.switchboard.ingress.limits.Limits;
import io.switchboard.ingress.request.Problem;
import io.switchboard.ingress.request.Route;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
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
  private static final byte[] NOTHING = {};
  private static final Set<String> NO_ENCODINGS = Set.of("", "identity", "utf-8", "utf8");
  private static final Logger LOG = LoggerFactory.getLogger(BodyReader.class);
  private final Limits limits;

  BodyReader(Limits limits) {
    this.limits = limits;
  }

  /**
   * What was read.
   *
   * @param bytes the whole; of a body that is refused, what is kept
   * @param whole whether all of it was read
   * @param problem why it is refused, or null
   */
  record Body(byte[] bytes, boolean whole, @Nullable Problem problem) {
    /** The body of a GET. */
    static final Body NONE = new Body(NOTHING, true, null);

    private static Body refused(Problem problem) {
      return new Body(NOTHING, false, problem);
    }
  }

  /**
   * Reads the body of a request; blocks until it is complete.
   *
   * @param route decides which type and size it may have
   * @param share what it takes of the budget for large bodies
   * @param signature is fed with all that is read
   */
  Body read(
      Context context,
      Route route,
      LargeBodyBudget.Share share,
      @Nullable SignatureCheck signature) {
    try {
      return new Read(context, route, share, signature).body();
    } catch (IOException | HttpException.RuntimeException e) {
      LOG.debug("A body could not be read", e);
      context.header(Header.CONNECTION, "close"); // its rest is no request
      return Body.refused(isMalformed(e) ? malformed() : tooSlow());
    }
  }

  /** Reads one body. */
  private final class Read {
    private final long deadline = System.nanoTime() + limits.bodyTime().toNanos();
    private final Context context;
    private final Route route;
    private final int maxBytes;
    private final LargeBodyBudget.Share share;
    private final @Nullable SignatureCheck signature;
    private final InputStream in;
    private byte[] bytes;
    private int length;

    Read(
        Context context,
        Route route,
        LargeBodyBudget.Share share,
        @Nullable SignatureCheck signature)
        throws IOException {
      this.context = context;
      this.route = route;
      this.maxBytes = limits.bodyBytes(route.mayCarryAudio());
      this.share = share;
      this.signature = signature;
      this.in = context.req().getInputStream();
      this.bytes = new byte[Math.clamp(announced() + 1, 1, LargeBodyBudget.FREE)];
    }

    private long announced() {
      return context.req().getContentLengthLong();
    }

    Body body() throws IOException {
      var enough = enough();
      var n = 0;
      while (n >= 0 && length < enough) {
        if (length == bytes.length) {
          var larger = Math.min(2 * length, enough);
          if (!share.grow(larger)) {
            return Body.refused(Problem.unavailable("too many large bodies in flight"));
          }
          bytes = Arrays.copyOf(bytes, larger);
        }
        n = in.read(bytes, length, bytes.length - length);
        length += Math.max(0, n);
        if (System.nanoTime() > deadline) {
          return Body.refused(tooSlow());
        }
      }
      if (signature != null) {
        signature.update(bytes, length);
      }
      var unsupported = unsupported(context, route);
      if (n < 0) {
        return new Body(exactly(length), true, unsupported);
      }
      var problem = unsupported == null ? Problem.tooLarge(maxBytes) : unsupported;
      return new Body(exactly(Math.min(length, Limits.REJECTED_BODY_BYTES)), readOn(), problem);
    }

    /** How many bytes have to be read to decide; of a body that is too large, what is kept. */
    private int enough() {
      return announced() > maxBytes ? Math.min(Limits.REJECTED_BODY_BYTES, maxBytes) : maxBytes + 1;
    }

    /**
     * Reads the rest of a body that is too large and feeds a signature with it; whether it came to
     * its end. A connection that is closed while its sender writes is reset, and the response with
     * it.
     */
    private boolean readOn() throws IOException {
      var most = signature == null ? Limits.MAX_DISCARDED_BYTES : Limits.MAX_VERIFIED_BYTES;
      if (announced() > most) {
        return false;
      }
      var piece = new byte[LargeBodyBudget.FREE];
      var all = (long) length;
      var n = in.read(piece);
      while (n >= 0 && all + n <= most && System.nanoTime() <= deadline) {
        if (signature != null) {
          signature.update(piece, n);
        }
        all += n;
        n = in.read(piece);
      }
      return n < 0;
    }

    private byte[] exactly(int size) {
      return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }
  }

  private static @Nullable Problem unsupported(Context context, Route route) {
    if (!route.ignoresContentType()
        && !JsonContentType.accepts(context.header(Header.CONTENT_TYPE))) {
      return Problem.unsupported("the Content-Type must be application/json in UTF-8");
    }
    var encodings = Collections.list(context.req().getHeaders(Header.CONTENT_ENCODING));
    return encodings.stream().allMatch(BodyReader::isNoEncoding)
        ? null
        : Problem.unsupported("an encoded body (Content-Encoding) is not accepted");
  }

  /** A line of Content-Encoding that changes nothing; many a client writes the charset there. */
  private static boolean isNoEncoding(String line) {
    return NO_ENCODINGS.contains(line.strip().toLowerCase(Locale.ROOT));
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
