package io.switchboard.cxone;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Asks a real tenant, by its profile, with a token, under the rate limit. */
public final class CxoneClient implements Cxone, AutoCloseable {
  private final RateLimiter limiter;
  private final TokenSource tokens;
  private final Requests requests;
  private final Wire wire;
  private final Timer limiterWait;

  public CxoneClient(
      CxoneSettings settings, RateLimiter limiter, TokenSource tokens, MeterRegistry meters) {
    this.limiter = limiter;
    this.tokens = tokens;
    this.requests = new Requests(settings);
    this.wire = new Wire(settings);
    this.limiterWait =
        Timer.builder("cxone_limiter_wait")
            .description("how long requests wait for the rate limit")
            .publishPercentileHistogram()
            .register(meters);
  }

  @Override
  public CxoneAnswer send(CxoneCall call, @Nullable String traceparent)
      throws InterruptedException {
    return send(call, traceparent, () -> true);
  }

  /**
   * The same tenant for somebody whose right to ask may end: it is looked at last before a request
   * leaves, after all waiting.
   */
  public Cxone onlyWhile(BooleanSupplier allowed) {
    return (call, traceparent) -> send(call, traceparent, allowed);
  }

  private CxoneAnswer send(CxoneCall call, @Nullable String traceparent, BooleanSupplier allowed)
      throws InterruptedException {
    var endpoint = requests.endpoint(call);
    var request = requests.build(call, endpoint, traceparent);
    return switch (tokens.token()) {
      case TokenAnswer.None(var why) -> why;
      case TokenAnswer.Granted(var token) -> {
        var answer = exchange(call, endpoint, request, token, allowed);
        if (answer.status() != 401) {
          yield answer;
        }
        tokens.invalidate(token);
        yield switch (tokens.token()) {
          case TokenAnswer.None(var why) -> why;
          case TokenAnswer.Granted(var fresh) -> exchange(call, endpoint, request, fresh, allowed);
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
        return new CxoneAnswer.TryAgain(0, CxoneAnswer.Trouble.WITHHELD, null, "not sent");
      }
      var exchange =
          wire.send(request.setHeader("Authorization", "Bearer " + token.value().value()));
      return Answers.of(exchange, endpoint, Instant.now());
    }
  }

  @Override
  public void close() {
    wire.close();
  }
}
