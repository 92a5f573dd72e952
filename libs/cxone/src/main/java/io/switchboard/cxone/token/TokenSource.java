package io.switchboard.cxone.token;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.cxone.http.Failure;
import io.switchboard.cxone.http.HttpTransport;
import io.switchboard.cxone.http.NotBefore;
import io.switchboard.cxone.limit.RateLimiter;
import io.switchboard.cxone.limit.RequestPriority;
import io.switchboard.cxone.rest.CxoneAnswer;
import io.switchboard.cxone.settings.CxoneSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Gets bearer tokens by the profile's grant. At most one request is in flight, and all waiting
 * callers share its result. From 80 % of its lifetime a token is refreshed in the background while
 * it is still used. Lifetimes are measured with {@link System#nanoTime}, not the wall clock.
 */
public final class TokenSource implements AutoCloseable {
  /** The minimum time from a failed refresh to the next while the old token is valid. */
  private static final Duration REFRESH_RETRY_INTERVAL = Duration.ofSeconds(5);

  private final CxoneSettings settings;
  private final RateLimiter limiter;
  private final Counter granted;
  private final Counter none;
  private final HttpTransport transport;
  private final NotBefore notBefore = new NotBefore(1);
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable AccessToken current;
  private @Nullable CompletableFuture<TokenResult> inFlight;
  private long refreshFrom = System.nanoTime();

  public TokenSource(CxoneSettings settings, RateLimiter limiter, MeterRegistry meters) {
    this.settings = settings;
    this.limiter = limiter;
    // registered now: Prometheus sees no increase in a counter whose first value is 1
    this.granted =
        Counter.builder("cxone_token_requests_total")
            .description("requests for an access token by result")
            .tag("result", "granted")
            .register(meters);
    this.none =
        Counter.builder("cxone_token_requests_total")
            .description("requests for an access token by result")
            .tag("result", "none")
            .register(meters);
    this.transport = new HttpTransport(settings);
  }

  /** The current token; waits for a new one when there is none. */
  public TokenResult token() throws InterruptedException {
    CompletableFuture<TokenResult> asked;
    lock.lock();
    try {
      var now = System.nanoTime();
      var token = current;
      if (token != null && token.live(now)) {
        if (token.ageing(now) && now - refreshFrom >= 0) {
          var _ = ask();
        }
        return new TokenResult.Granted(token);
      }
      asked = ask();
    } finally {
      lock.unlock();
    }
    return await(asked);
  }

  /** A token other than {@code old}, to replace it before it expires. */
  public TokenResult tokenAfter(AccessToken old) throws InterruptedException {
    CompletableFuture<TokenResult> asked;
    lock.lock();
    try {
      var token = current;
      if (token != null && token != old && token.live(System.nanoTime())) {
        return new TokenResult.Granted(token);
      }
      asked = ask();
    } finally {
      lock.unlock();
    }
    return await(asked);
  }

  /** Drops a token that CXone refused, unless it has been replaced already. */
  public void invalidate(AccessToken refused) {
    lock.lock();
    try {
      if (current == refused) {
        current = null;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Joins the request in flight or starts one if it may. Called with the lock held. */
  private CompletableFuture<TokenResult> ask() {
    var already = inFlight;
    if (already != null) {
      return already;
    }
    var held = notBefore.left();
    if (held.isPresent()) {
      var why = CxoneAnswer.TryAgain.held(held.get(), "token: the last request was answered 429");
      return CompletableFuture.completedFuture(new TokenResult.None(why));
    }
    var asked = new CompletableFuture<TokenResult>();
    inFlight = asked;
    Thread.ofVirtual().name("cxone-token").start(() -> fetchInto(asked));
    return asked;
  }

  private void fetchInto(CompletableFuture<TokenResult> asked) {
    TokenResult answer;
    try {
      answer = fetch();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      answer = none("interrupted");
    } catch (RuntimeException e) {
      answer = none(e.getClass().getSimpleName());
    }
    lock.lock();
    try {
      inFlight = null;
      switch (answer) {
        case TokenResult.Granted(var token) -> current = token;
        case TokenResult.None _ ->
            refreshFrom = System.nanoTime() + REFRESH_RETRY_INTERVAL.toNanos();
      }
    } finally {
      lock.unlock();
    }
    asked.complete(answer);
  }

  private TokenResult fetch() throws InterruptedException {
    try (var _ = limiter.acquire(RequestPriority.TOKEN)) {
      var askedAt = System.nanoTime();
      var exchange = transport.send(TokenRequests.request(settings));
      notBefore.answered(exchange, askedAt);
      var answer = TokenResponseReader.read(exchange, askedAt, Instant.now());
      (answer instanceof TokenResult.Granted ? granted : none).increment();
      return answer;
    }
  }

  private static TokenResult none(String detail) {
    return new TokenResult.None(
        new CxoneAnswer.TryAgain(0, Failure.CONNECTION, null, "token: " + detail));
  }

  private static TokenResult await(CompletableFuture<TokenResult> asked)
      throws InterruptedException {
    try {
      return asked.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a token request always completes normally", e);
    }
  }

  @Override
  public void close() {
    transport.close();
  }
}
