package io.switchboard.cxone;

import io.switchboard.cxone.CxoneAnswer.Trouble;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One HTTP exchange, guarded: no redirects, at most 1 MiB of body, and an end to it all in time,
 * also when the body drips. The JVM's proxy settings hold.
 */
final class Wire implements AutoCloseable {
  private final HttpClient http;
  private final Duration requestTimeout;

  Wire(CxoneSettings settings) {
    this.requestTimeout = settings.requestTimeout();
    var builder =
        HttpClient.newBuilder()
            .version(settings.http1() ? HttpClient.Version.HTTP_1_1 : HttpClient.Version.HTTP_2)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.connectTimeout());
    var proxies = ProxySelector.getDefault();
    if (proxies != null) {
      builder.proxy(proxies);
    }
    this.http = builder.build();
  }

  /** What came back. */
  sealed interface Exchange {
    /**
     * An answer.
     *
     * @param cut the body was longer than 1 MiB; the rest was never read
     */
    record Received(int status, HttpHeaders headers, byte[] body, boolean cut)
        implements Exchange {}

    /** None. */
    record Failed(Trouble trouble, String detail) implements Exchange {}
  }

  Exchange send(HttpRequest.Builder request) throws InterruptedException {
    var answer = http.sendAsync(request.timeout(requestTimeout).build(), _ -> new CappedBody());
    try {
      var response = answer.get(requestTimeout.toMillis(), TimeUnit.MILLISECONDS);
      var body = response.body();
      return new Exchange.Received(
          response.statusCode(), response.headers(), body.bytes(), body.cut());
    } catch (TimeoutException _) {
      answer.cancel(true);
      return new Exchange.Failed(Trouble.TIMEOUT, "no whole answer within " + requestTimeout);
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw e;
    } catch (CancellationException _) {
      return new Exchange.Failed(Trouble.CONNECTION, "cancelled");
    } catch (ExecutionException e) {
      var cause = e.getCause();
      return failed(cause == null ? e : cause);
    }
  }

  /** Only the kind of failure is told: messages may quote the address, and with it a contact. */
  private static Exchange failed(Throwable cause) {
    var trouble =
        switch (cause) {
          case ConnectException _, HttpConnectTimeoutException _ -> Trouble.UNREACHABLE;
          case HttpTimeoutException _ -> Trouble.TIMEOUT;
          default -> Trouble.CONNECTION;
        };
    return new Exchange.Failed(trouble, cause.getClass().getSimpleName());
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
