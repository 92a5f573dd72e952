package io.switchboard.cxone.http;

import io.switchboard.cxone.settings.CxoneSettings;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one HTTP request: no redirects, at most 1 MiB of response body, and one timeout for the
 * whole exchange including the body. The JVM's proxy settings apply. Thread-safe.
 */
public final class HttpTransport implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpTransport.class);

  /** After so many timeouts in a row, later requests use new connections. */
  private static final int MAX_TIMEOUTS = 2;

  /**
   * Below the streams that servers allow on a connection, often 100: the JDK lets a request beyond
   * them fail.
   */
  static final int MAX_IN_FLIGHT = 90;

  private final HttpClient.Builder builder;
  private final Duration requestTimeout;
  private final Semaphore room;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<HttpClient> retired = new ArrayList<>();
  private HttpClient current;
  private int timeouts;
  private boolean closed;

  /** With the timeouts and the HTTP version of these settings. */
  public HttpTransport(CxoneSettings settings) {
    this(settings, MAX_IN_FLIGHT);
  }

  HttpTransport(CxoneSettings settings, int maxInFlight) {
    this.room = new Semaphore(maxInFlight, true);
    this.requestTimeout = settings.requestTimeout();
    this.builder =
        HttpClient.newBuilder()
            .version(settings.http1() ? HttpClient.Version.HTTP_1_1 : HttpClient.Version.HTTP_2)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.connectTimeout());
    var proxies = ProxySelector.getDefault();
    if (proxies != null) {
      builder.proxy(proxies);
    }
    this.current = builder.build();
  }

  /** The result of an exchange. */
  public sealed interface Exchange {
    /**
     * A response.
     *
     * @param body without its Content-Encoding
     * @param cut whether the body was longer than 1 MiB or its coding cannot be undone
     */
    record Received(int status, HttpHeaders headers, byte[] body, boolean cut)
        implements Exchange {}

    /** No response. */
    record Failed(Failure failure, String detail) implements Exchange {}
  }

  /**
   * Sends a request and waits for its result. It waits for its turn for half of the timeout at
   * most, so that what is sent has the other half.
   */
  public Exchange send(HttpRequest.Builder request) throws InterruptedException {
    var deadline = System.nanoTime() + requestTimeout.toNanos();
    if (!room.tryAcquire(requestTimeout.toNanos() / 2, TimeUnit.NANOSECONDS)) {
      return new Exchange.Failed(Failure.UNREACHABLE, "too many requests in flight");
    }
    try {
      return send(request, Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
    } finally {
      room.release();
    }
  }

  private Exchange send(HttpRequest.Builder request, Duration timeout) throws InterruptedException {
    var sent = start(request.timeout(timeout).build());
    var exchange = await(sent.answer(), timeout);
    noteTimeouts(sent.client(), exchange);
    return exchange;
  }

  /** A request in flight, and the client that has its connection. */
  private record Sent(
      HttpClient client, CompletableFuture<HttpResponse<CappedBody.@Nullable Content>> answer) {}

  /** With the lock held, so that no request meets a client that takes none any more. */
  private Sent start(HttpRequest request) {
    lock.lock();
    try {
      return new Sent(current, current.sendAsync(request, _ -> new CappedBody()));
    } finally {
      lock.unlock();
    }
  }

  private static Exchange await(
      CompletableFuture<HttpResponse<CappedBody.@Nullable Content>> answer, Duration timeout)
      throws InterruptedException {
    try {
      var response = answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      var coding = response.headers().firstValue("Content-Encoding").orElse("");
      var body = ContentCoding.decoded(content(response), coding);
      return new Exchange.Received(
          response.statusCode(), response.headers(), body.bytes(), body.cut());
    } catch (TimeoutException _) {
      answer.cancel(true);
      return new Exchange.Failed(
          Failure.TIMEOUT, "no complete response within " + timeout.toMillis() + " ms");
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw e;
    } catch (CancellationException _) {
      return new Exchange.Failed(Failure.CONNECTION, "cancelled");
    } catch (ExecutionException e) {
      var cause = e.getCause();
      return failed(cause == null ? e : cause);
    }
  }

  /** The JDK gives no body of a proxy's 407 to its CONNECT. */
  private static CappedBody.Content content(HttpResponse<CappedBody.@Nullable Content> response) {
    var body = response.body();
    return body == null ? new CappedBody.Content(new byte[0], false) : body;
  }

  /** The detail is the exception's type only: its message may contain a URL with a contact's id. */
  private static Exchange failed(Throwable cause) {
    var failure =
        switch (cause) {
          // nothing of the request is sent before the handshake has succeeded
          case ConnectException _, HttpConnectTimeoutException _, SSLHandshakeException _ ->
              Failure.UNREACHABLE;
          case HttpTimeoutException _ -> Failure.TIMEOUT;
          default -> isBeforeRequest(cause) ? Failure.UNREACHABLE : Failure.CONNECTION;
        };
    return new Exchange.Failed(failure, cause.getClass().getSimpleName());
  }

  /** By the texts of the JDK: it has no types for a CONNECT that a proxy refuses and the others. */
  private static boolean isBeforeRequest(Throwable cause) {
    var text = String.valueOf(cause.getMessage());
    return text.startsWith("Tunnel failed")
        || text.equals("too many concurrent streams") // more than the server allows
        || (cause instanceof SSLException && text.contains("plaintext connection"));
  }

  /**
   * A timeout ends only its stream of an HTTP/2 connection. When a firewall drops the connection
   * silently, every further request would use it too, and time out, until TCP gives it up after
   * many minutes. A new client has new connections; the old one completes what it has in flight.
   */
  private void noteTimeouts(HttpClient used, Exchange exchange) {
    lock.lock();
    try {
      if (closed || used != current) {
        return; // it says nothing about the connections of the current client
      }
      switch (exchange) {
        case Exchange.Received _ -> timeouts = 0;
        case Exchange.Failed(var failure, _) when failure == Failure.TIMEOUT -> timeouts++;
        case Exchange.Failed _ -> {
          // its connection is not used again
        }
      }
      if (timeouts >= MAX_TIMEOUTS) {
        LOG.warn("{} requests in a row got no response; the next use new connections", timeouts);
        replaceClient();
      }
    } finally {
      lock.unlock();
    }
  }

  private void replaceClient() {
    current.shutdown();
    retired.removeIf(HttpClient::isTerminated);
    retired.add(current);
    current = builder.build();
    timeouts = 0;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      retired.forEach(HttpClient::shutdownNow);
      current.shutdownNow();
    } finally {
      lock.unlock();
    }
  }
}
