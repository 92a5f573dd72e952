package io.switchboard.cxone.token;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.cxone.http.HttpTransport;
import io.switchboard.cxone.limit.RateLimiter;
import io.switchboard.cxone.limit.RequestPriority;
import io.switchboard.cxone.profile.Auth.Discovery;
import io.switchboard.cxone.settings.CxoneSettings;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The base of the API: configured, or discovered at the token's issuer. A discovered base is used
 * until a request to it fails in the way requests fail after a tenant has moved; then it is looked
 * up again. Thread-safe.
 */
public final class ApiBaseSource implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ApiBaseSource.class);

  /** Between two look-ups: an API that is down does not multiply the requests to the issuer. */
  private static final Duration LOOK_UP_INTERVAL = Duration.ofSeconds(1);

  private final CxoneSettings settings;
  private final RateLimiter limiter;
  private final HttpTransport transport;
  private final Counter moved;
  private final ReentrantLock lookUps = new ReentrantLock();
  private @Nullable LookUp last;
  private volatile ApiBase.@Nullable Known known;

  /** The result of a look-up that started at this {@link System#nanoTime}. */
  private record LookUp(ApiBase base, long startedAt) {}

  public ApiBaseSource(CxoneSettings settings, RateLimiter limiter, MeterRegistry meters) {
    this.settings = settings;
    this.limiter = limiter;
    this.transport = new HttpTransport(settings);
    this.moved =
        Counter.builder("cxone_api_base_changes_total")
            .description("times that the tenant's API was found at another address")
            .register(meters);
  }

  /** The base for a request with this token; looks it up when it is not known yet. */
  public ApiBase base(AccessToken token) throws InterruptedException {
    var pinned = settings.baseUrl();
    if (pinned != null) {
      return new ApiBase.Known(pinned);
    }
    var found = known;
    return found == null
        ? lookedUpSince(System.nanoTime() - LOOK_UP_INTERVAL.toNanos(), token)
        : found;
  }

  /**
   * The base after a request to {@code failed} failed: looked up after this call, unless the base
   * is configured or has changed since. Concurrent callers share a look-up.
   */
  public ApiBase baseAfter(ApiBase.Known failed, AccessToken token) throws InterruptedException {
    if (settings.baseUrl() != null) {
      return failed;
    }
    return lookedUpSince(System.nanoTime(), token);
  }

  private ApiBase lookedUpSince(long time, AccessToken token) throws InterruptedException {
    lookUps.lockInterruptibly();
    try {
      var done = last;
      if (done != null && done.startedAt() - time >= 0) {
        return done.base();
      }
      if (done != null) {
        var wait = done.startedAt() + LOOK_UP_INTERVAL.toNanos() - System.nanoTime();
        Thread.sleep(Duration.ofNanos(Math.max(0, wait)));
      }
      var startedAt = System.nanoTime();
      var found = lookUp(token);
      last = new LookUp(found, startedAt);
      keep(found);
      return found;
    } finally {
      lookUps.unlock();
    }
  }

  /** A failed look-up does not replace a base that is known: the issuer may be down. */
  private void keep(ApiBase found) {
    if (!(found instanceof ApiBase.Known now)) {
      return;
    }
    var before = known;
    if (before == null) {
      LOG.info("The tenant's API is at {}", now.url());
    } else if (!before.equals(now)) {
      moved.increment();
      LOG.warn("The tenant's API has moved from {} to {}", before.url(), now.url());
    }
    known = now;
  }

  private ApiBase lookUp(AccessToken token) throws InterruptedException {
    Discovery discovery = settings.profile().auth().discovery();
    if (discovery == null) {
      return ApiBaseReader.unknown(0, "the profile has no discovery");
    }
    var document = ApiBaseReader.document(token.claims(), discovery, settings.issuer());
    return document.isEmpty()
        ? ApiBaseReader.unknown(0, "the token has no claim " + discovery.claim())
        : lookUp(document.get(), discovery);
  }

  private ApiBase lookUp(URI document, Discovery discovery) throws InterruptedException {
    try (var _ = limiter.acquire(RequestPriority.TOKEN)) {
      var request = HttpRequest.newBuilder(document).header("Accept", "application/json").GET();
      return ApiBaseReader.read(
          transport.send(request), discovery, settings.issuer(), Instant.now());
    }
  }

  @Override
  public void close() {
    transport.close();
  }
}
