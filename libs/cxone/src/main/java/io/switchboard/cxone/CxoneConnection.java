package io.switchboard.cxone;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.switchboard.cxone.http.Failure;
import io.switchboard.cxone.http.HttpTransport;
import io.switchboard.cxone.http.HttpTransport.Exchange;
import io.switchboard.cxone.http.NotBefore;
import io.switchboard.cxone.limit.RateLimiter;
import io.switchboard.cxone.limit.RequestPriority;
import io.switchboard.cxone.rest.CxoneAnswer;
import io.switchboard.cxone.rest.ResponseClassifier;
import io.switchboard.cxone.settings.CxoneSettings;
import io.switchboard.cxone.token.AccessToken;
import io.switchboard.cxone.token.ApiBase;
import io.switchboard.cxone.token.ApiBaseSource;
import io.switchboard.cxone.token.TokenResult;
import io.switchboard.cxone.token.TokenSource;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Sends requests to a tenant's API: with a token, at its base, within the rate limit. A request
 * that is answered 401 is sent again with a new token; one that fails as requests fail after a
 * tenant has moved is sent again when the API is found at another base. After answers 429 nothing
 * is sent for the time that they ask for.
 */
final class CxoneConnection implements AutoCloseable {
  private static final Set<Integer> MOVED = Set.of(301, 302, 307, 308, 401, 404, 410, 421);

  private final RateLimiter limiter;
  private final TokenSource tokens;
  private final ApiBaseSource bases;
  private final HttpTransport transport;
  private final Timer limiterWait;

  /**
   * So many answers 429 in a row concern all requests. Fewer also come from the limit of a contact,
   * or at random, and would hold up the others for seconds each time.
   */
  static final int ALL_THROTTLED = 5;

  private final NotBefore notBefore = new NotBefore(ALL_THROTTLED);

  CxoneConnection(
      CxoneSettings settings, RateLimiter limiter, TokenSource tokens, MeterRegistry meters) {
    this.limiter = limiter;
    this.tokens = tokens;
    this.bases = new ApiBaseSource(settings, limiter, meters);
    this.transport = new HttpTransport(settings);
    this.limiterWait =
        Timer.builder("cxone_limiter_wait")
            .description("Time that requests wait for the rate limit")
            .publishPercentileHistogram()
            .register(meters);
  }

  /** A request: its priority, its form at a base, and whether it may still be sent. */
  record Request(
      RequestPriority priority, Function<URI, HttpRequest.Builder> at, BooleanSupplier allowed) {}

  /** The result: of the exchange, or the reason why nothing was sent. */
  sealed interface Result {
    record Sent(Exchange exchange) implements Result {}

    record NotSent(CxoneAnswer why) implements Result {}
  }

  Result send(Request request) throws InterruptedException {
    var held = notBefore.left();
    if (held.isPresent()) {
      return held(held.get());
    }
    return switch (tokens.token()) {
      case TokenResult.None(var why) -> new Result.NotSent(why);
      case TokenResult.Granted(var token) ->
          switch (bases.base(token)) {
            case ApiBase.Unknown(var why) -> new Result.NotSent(why);
            case ApiBase.Known base -> send(request, base, token);
          };
    };
  }

  private Result send(Request request, ApiBase.Known base, AccessToken token)
      throws InterruptedException {
    var first = exchange(request, base, token);
    if (!hasStatus(first, 401)) {
      return elsewhere(request, base, token, first);
    }
    tokens.invalidate(token);
    return switch (tokens.token()) {
      case TokenResult.None(var why) -> new Result.NotSent(why);
      case TokenResult.Granted(var fresh) ->
          elsewhere(request, base, fresh, exchange(request, base, fresh));
    };
  }

  /** The result of a request at the base where the tenant is now. */
  private Result elsewhere(Request request, ApiBase.Known base, AccessToken token, Result result)
      throws InterruptedException {
    if (isWebPage(result)) { // who answers is not known: only later requests go elsewhere
      bases.baseAfter(base, token);
      return result;
    }
    if (!mayHaveMoved(result)) {
      return result;
    }
    return switch (bases.baseAfter(base, token)) {
      case ApiBase.Known now when now.equals(base) -> result;
      case ApiBase.Known now -> exchange(request, now, token);
      // the answer of an address that may be the old one is not final
      case ApiBase.Unknown(var why) -> new Result.NotSent(why);
    };
  }

  /** A page of success in place of the API, such as that of a host name which was given up. */
  private static boolean isWebPage(Result result) {
    return result instanceof Result.Sent(Exchange.Received received)
        && received.status() / 100 == 2
        && ResponseClassifier.isWebPage(received);
  }

  /**
   * Refused connections, redirects (but 303, which may follow an effect), unknown paths, and tokens
   * that are fresh and not accepted: the request has had no effect.
   */
  private static boolean mayHaveMoved(Result result) {
    return MOVED.stream().anyMatch(status -> hasStatus(result, status))
        || (result instanceof Result.Sent(Exchange.Failed(var failure, _))
            && failure == Failure.UNREACHABLE);
  }

  private static boolean hasStatus(Result result, int status) {
    return result instanceof Result.Sent(Exchange.Received received) && received.status() == status;
  }

  private static Result held(Duration left) {
    return new Result.NotSent(CxoneAnswer.TryAgain.held(left, "CXone has answered 429"));
  }

  private Result exchange(Request request, ApiBase.Known base, AccessToken token)
      throws InterruptedException {
    var began = System.nanoTime();
    try (var _ = limiter.acquire(request.priority())) {
      limiterWait.record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
      if (!request.allowed().getAsBoolean()) {
        return new Result.NotSent(new CxoneAnswer.TryAgain(0, Failure.WITHHELD, null, "not sent"));
      }
      var held = notBefore.left(); // since this request began to wait for the limiter
      if (held.isPresent()) {
        return held(held.get());
      }
      var sentAt = System.nanoTime();
      var exchange =
          transport.send(
              request
                  .at()
                  .apply(base.url())
                  .setHeader("Authorization", "Bearer " + token.value().value()));
      notBefore.answered(exchange, sentAt);
      return new Result.Sent(exchange);
    }
  }

  @Override
  public void close() {
    transport.close();
    bases.close();
  }
}
