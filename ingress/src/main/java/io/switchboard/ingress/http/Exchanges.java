package io.switchboard.ingress.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands every request to its page, on a virtual thread of its own; whatever fails is answered. Each
 * is counted until its answer is written.
 */
final class Exchanges extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(Exchanges.class);
  private static final Problem UNKNOWN_TRANSFER_CODING =
      Problem.of(
          400,
          "Bad Request",
          "the only accepted Transfer-Encoding is chunked in HTTP/1.1; send the body uncompressed");
  private static final long LOOK_NANOS = Duration.ofMillis(5).toNanos();
  private static final long MOMENT_NANOS = Duration.ofMillis(100).toNanos();
  private final Paths paths;
  private final RequestMeter meter;
  private final Refusals refusals;
  private final AtomicInteger unanswered = new AtomicInteger();
  private volatile boolean stopping;

  Exchanges(Paths paths, RequestMeter meter, Refusals refusals) {
    this.paths = paths;
    this.meter = meter;
    this.refusals = refusals;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    var counted = stopping ? callback : new Counted(callback);
    try {
      dispatch(request, response, counted);
    } catch (Error e) { // what is not counted down would hold up the stop
      LOG.error("a request failed", e);
      counted.failed(e);
    }
    return true;
  }

  private void dispatch(Request request, Response response, Callback callback) {
    if (hasUnknownTransferCoding(request)) {
      refuse(new Exchange(request, response, callback, null), UNKNOWN_TRANSFER_CODING);
      return;
    }
    var path = request.getHttpURI().getCanonicalPath(); // null for CONNECT
    switch (paths.find(request.getMethod(), path == null ? "" : path)) {
      case Paths.Here(var page, var parameter) ->
          answer(new Exchange(request, response, callback, parameter), page);
      case Paths.OtherMethods(var allowed) -> {
        response.getHeaders().put(HttpHeader.ALLOW, String.join(", ", allowed));
        nowhere(new Exchange(request, response, callback, null), Problem.methodNotAllowed());
      }
      case Paths.Nowhere _ ->
          nowhere(new Exchange(request, response, callback, null), Problem.notFound());
    }
  }

  /**
   * Jetty removes chunks only: of {@code gzip, chunked} it leaves what is compressed. And HTTP/1.0
   * has no transfer codings: a proxy in front of us may see the body end elsewhere (RFC 9112, 6.1).
   */
  private static boolean hasUnknownTransferCoding(Request request) {
    var codings = request.getHeaders().getCSV(HttpHeader.TRANSFER_ENCODING, false);
    return !codings.isEmpty()
        && (request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_0
            || codings.size() > 1
            || !codings.getFirst().equalsIgnoreCase("chunked"));
  }

  /**
   * Waits until every request that came so far has its answer, and a moment longer: who has just
   * been answered asks again at once, and is to be told. False when that took too long.
   */
  boolean awaitAnswers(Duration patience) {
    stopping = true; // who comes from now on is refused at once, and not waited for
    var deadline = System.nanoTime() + patience.toNanos();
    while (unanswered.get() > 0 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    var answered = unanswered.get() <= 0;
    LockSupport.parkNanos(MOMENT_NANOS);
    return answered;
  }

  /** One request until its answer is written, or cannot be. */
  private final class Counted extends Callback.Nested {
    Counted(Callback callback) {
      super(callback);
      unanswered.incrementAndGet();
    }

    @Override
    public void completed() {
      unanswered.decrementAndGet();
    }
  }

  private void answer(Exchange exchange, Paths.Page page) {
    try {
      page.answer(exchange);
    } catch (IOException e) {
      LOG.debug("a sender went away", e);
      refuse(exchange, problem(e.getCause() instanceof HttpException http ? http.getCode() : 408));
    } catch (RuntimeException e) {
      if (e instanceof HttpException reason) {
        refuse(exchange, problem(reason.getCode()));
      } else {
        LOG.error("a request failed", e);
        write(exchange, Problem.internal(), RequestMeter.UNREADABLE);
      }
    }
  }

  private void nowhere(Exchange exchange, Problem problem) {
    refusals.rest(exchange.arrived());
    write(exchange, problem, RequestMeter.NOWHERE);
  }

  /** What is left of the body would be taken for the next request: the connection is closed. */
  private void refuse(Exchange exchange, Problem problem) {
    exchange.answer(HttpHeader.CONNECTION, "close");
    write(exchange, problem, RequestMeter.UNREADABLE);
  }

  private static Problem problem(int status) {
    return status == 408
        ? Problem.of(408, "Request Timeout", "the body did not come in time")
        : Problem.of(400, "Bad Request", "the body is not what its head announced");
  }

  private void write(Exchange exchange, Problem problem, String word) {
    var began = System.nanoTime();
    meter.record(word, AnswerWriter.write(exchange, new Answer.Refusal(problem)), began);
  }
}
