package io.switchboard.cxone;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.switchboard.cxone.http.Failure;
import io.switchboard.cxone.http.HttpTransport;
import io.switchboard.cxone.limit.RateLimiter;
import io.switchboard.cxone.profile.CxoneProfile;
import io.switchboard.cxone.rest.CxoneAnswer;
import io.switchboard.cxone.rest.CxoneCall;
import io.switchboard.cxone.rest.RequestBuilder;
import io.switchboard.cxone.rest.ResponseClassifier;
import io.switchboard.cxone.settings.CxoneSettings;
import io.switchboard.cxone.token.AccessToken;
import io.switchboard.cxone.token.TokenResult;
import io.switchboard.cxone.token.TokenSource;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The REST API of a tenant over HTTP: by its profile, with a token, within the rate limit. */
public final class CxoneClient implements Cxone, AutoCloseable {
  private final RateLimiter limiter;
  private final TokenSource tokens;
  private final RequestBuilder requests;
  private final HttpTransport transport;
  private final Timer limiterWait;

  public CxoneClient(
      CxoneSettings settings, RateLimiter limiter, TokenSource tokens, MeterRegistry meters) {
    this.limiter = limiter;
    this.tokens = tokens;
    this.requests = new RequestBuilder(settings);
    this.transport = new HttpTransport(settings);
    this.limiterWait =
        Timer.builder("cxone_limiter_wait")
            .description("Time that requests wait for the rate limit")
            .publishPercentileHistogram()
            .register(meters);
  }

  @Override
  public CxoneAnswer send(CxoneCall call, @Nullable String traceparent)
      throws InterruptedException {
    return send(call, traceparent, () -> true);
  }

  /**
   * The same API for a caller that may lose the right to send: {@code allowed} is checked after all
   * waiting, immediately before a request is sent.
   */
  public Cxone onlyWhile(BooleanSupplier allowed) {
    return (call, traceparent) -> send(call, traceparent, allowed);
  }

  private CxoneAnswer send(CxoneCall call, @Nullable String traceparent, BooleanSupplier allowed)
      throws InterruptedException {
    var endpoint = requests.endpoint(call);
    var request = requests.build(call, endpoint, traceparent);
    return switch (tokens.token()) {
      case TokenResult.None(var why) -> why;
      case TokenResult.Granted(var token) -> {
        var answer = exchange(call, endpoint, request, token, allowed);
        if (answer.status() != 401) {
          yield answer;
        }
        tokens.invalidate(token);
        yield switch (tokens.token()) {
          case TokenResult.None(var why) -> why;
          case TokenResult.Granted(var fresh) -> exchange(call, endpoint, request, fresh, allowed);
        };
      }
    };
  }

  private CxoneAnswer exchange(
      CxoneCall call,
      CxoneProfile.Endpoint endpoint,
      HttpRequest.Builder request,
      AccessToken token,
      BooleanSupplier allowed)
      throws InterruptedException {
    var began = System.nanoTime();
    try (var _ = limiter.acquire(call.priority())) {
      limiterWait.record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
      if (!allowed.getAsBoolean()) {
        return new CxoneAnswer.TryAgain(0, Failure.WITHHELD, null, "not sent");
      }
      var exchange =
          transport.send(request.setHeader("Authorization", "Bearer " + token.value().value()));
      return ResponseClassifier.of(exchange, endpoint, Instant.now());
    }
  }

  @Override
  public void close() {
    transport.close();
  }
}
