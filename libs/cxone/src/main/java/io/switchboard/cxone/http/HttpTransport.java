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
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * Sends one HTTP request: no redirects, at most 1 MiB of response body, and one timeout for the
 * whole exchange including the body. The JVM's proxy settings apply.
 */
public final class HttpTransport implements AutoCloseable {
  private final HttpClient http;
  private final Duration requestTimeout;

  /** With the timeouts and the HTTP version of these settings. */
  public HttpTransport(CxoneSettings settings) {
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

  /** Sends a request and waits for its result. */
  public Exchange send(HttpRequest.Builder request) throws InterruptedException {
    var answer = http.sendAsync(request.timeout(requestTimeout).build(), _ -> new CappedBody());
    try {
      var response = answer.get(requestTimeout.toMillis(), TimeUnit.MILLISECONDS);
      var coding = response.headers().firstValue("Content-Encoding").orElse("");
      var body = ContentCoding.decoded(content(response), coding);
      return new Exchange.Received(
          response.statusCode(), response.headers(), body.bytes(), body.cut());
    } catch (TimeoutException _) {
      answer.cancel(true);
      return new Exchange.Failed(Failure.TIMEOUT, "no complete response within " + requestTimeout);
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

  /** By the texts of the JDK: it has no types for a CONNECT that a proxy refuses, nor for this. */
  private static boolean isBeforeRequest(Throwable cause) {
    var text = String.valueOf(cause.getMessage());
    return text.startsWith("Tunnel failed")
        || (cause instanceof SSLException && text.contains("plaintext connection"));
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
