package io.switchboard.cxone;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * OAuth 2.0 client credentials. One request at a time, whose answer all share that wait for it;
 * from 80 % of its life on a token is replaced in the background while it still serves. The time of
 * day plays no part.
 */
public final class TokenSource implements AutoCloseable {
  /** While the old token serves, a refresh that failed is not repeated with every request. */
  private static final Duration BETWEEN_REFRESHES = Duration.ofSeconds(5);

  private final CxoneSettings settings;
  private final RateLimiter limiter;
  private final Counter granted;
  private final Counter none;
  private final Wire wire;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable AccessToken current;
  private @Nullable CompletableFuture<TokenAnswer> underWay;
  private long refreshFrom = System.nanoTime();

  public TokenSource(CxoneSettings settings, RateLimiter limiter, MeterRegistry meters) {
    this.settings = settings;
    this.limiter = limiter;
    // from the start, for Prometheus sees no increase in a counter whose first value is 1
    this.granted = meters.counter("cxone_token_requests", "result", "granted");
    this.none = meters.counter("cxone_token_requests", "result", "none");
    this.wire = new Wire(settings);
  }

  /** A token that is good as far as we know, waiting for one if need be. */
  public TokenAnswer token() throws InterruptedException {
    CompletableFuture<TokenAnswer> asked;
    lock.lock();
    try {
      var now = System.nanoTime();
      var token = current;
      if (token != null && token.live(now)) {
        if (token.ageing(now) && now - refreshFrom >= 0) {
          var _ = ask();
        }
        return new TokenAnswer.Granted(token);
      }
      asked = ask();
    } finally {
      lock.unlock();
    }
    return await(asked);
  }

  /** A token that is not {@code old}: for those who replace one before it ends. */
  public TokenAnswer tokenAfter(AccessToken old) throws InterruptedException {
    CompletableFuture<TokenAnswer> asked;
    lock.lock();
    try {
      var token = current;
      if (token != null && token != old && token.live(System.nanoTime())) {
        return new TokenAnswer.Granted(token);
      }
      asked = ask();
    } finally {
      lock.unlock();
    }
    return await(asked);
  }

  /** CXone did not accept this token; one that has taken its place meanwhile stays. */
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

  /** Joins the request that is under way, or starts one. Called with the lock held. */
  private CompletableFuture<TokenAnswer> ask() {
    var already = underWay;
    if (already != null) {
      return already;
    }
    var asked = new CompletableFuture<TokenAnswer>();
    underWay = asked;
    Thread.ofVirtual().name("cxone-token").start(() -> fetchInto(asked));
    return asked;
  }

  private void fetchInto(CompletableFuture<TokenAnswer> asked) {
    TokenAnswer answer;
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
      underWay = null;
      switch (answer) {
        case TokenAnswer.Granted(var token) -> current = token;
        case TokenAnswer.None _ -> refreshFrom = System.nanoTime() + BETWEEN_REFRESHES.toNanos();
      }
    } finally {
      lock.unlock();
    }
    asked.complete(answer);
  }

  private TokenAnswer fetch() throws InterruptedException {
    try (var _ = limiter.acquire(Priority.TOKEN)) {
      var askedAt = System.nanoTime();
      var exchange = wire.send(request());
      var answer = TokenReply.read(exchange, askedAt, Instant.now());
      (answer instanceof TokenAnswer.Granted ? granted : none).increment();
      return answer;
    }
  }

  private HttpRequest.Builder request() {
    var fields = new LinkedHashMap<String, String>();
    fields.put("grant_type", "client_credentials");
    fields.put("client_id", settings.clientId());
    fields.put("client_secret", settings.clientSecret().value());
    var token = settings.profile().token();
    return HttpRequest.newBuilder(URI.create(settings.baseUrl() + token.path()))
        .header("Accept", "application/json")
        .header(
            "Content-Type", token.json() ? "application/json" : "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofByteArray(token.json() ? json(fields) : form(fields)));
  }

  private static byte[] form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
        .collect(Collectors.joining("&"))
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] json(Map<String, String> fields) {
    var body = JsonNodeFactory.instance.objectNode();
    fields.forEach(body::put);
    return Bodies.write(body);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static TokenAnswer none(String detail) {
    return new TokenAnswer.None(
        new CxoneAnswer.TryAgain(0, CxoneAnswer.Trouble.CONNECTION, null, "token: " + detail));
  }

  private static TokenAnswer await(CompletableFuture<TokenAnswer> asked)
      throws InterruptedException {
    try {
      return asked.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("asking for a token always completes", e);
    }
  }

  @Override
  public void close() {
    wire.close();
  }
}
