package io.switchboard.ingress.limits;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.switchboard.ingress.authentication.Sender;
import java.time.Duration;

/**
 * A rate limit for each sender and bulkhead. Waiting callers are never refused for a rate, and
 * neither is loopback when no authentication is configured.
 *
 * <p>Jetty's DoSHandler counts by address, before the authentication; its bucket lets nothing pass
 * while a sender stays above its rate.
 */
public final class RateLimits {
  /** Seconds until a refused sender has permits again, for Retry-After. */
  public static final int RETRY_AFTER_SECONDS = 1;

  /** Requests a second of one sender, where nothing else is set. */
  public static final int DEFAULT_SENDERS = 20_000;

  /** Requests a second of one API key, where nothing else is set. */
  public static final int DEFAULT_READERS = 2_000;

  /** Only our own certificate authority could name so many senders. */
  private static final int MAX_SENDERS = 10_000;

  private final LoadingCache<Key, Bucket> buckets;

  private record Key(Sender sender, Bulkhead bulkhead) {}

  /**
   * @param senders requests a second of one sender in one bulkhead
   * @param readers requests a second of one API key
   */
  public RateLimits(int senders, int readers) {
    buckets =
        Caffeine.newBuilder()
            .maximumSize(MAX_SENDERS)
            .build(key -> perSecond(key.bulkhead() == Bulkhead.READS ? readers : senders));
  }

  /** So many a second on average, and at most so many at once. */
  public static Bucket perSecond(int permits) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(permits).refillGreedy(permits, Duration.ofSeconds(1)))
        .withNanosecondPrecision()
        .build();
  }

  /** Whether the sender may have this request. */
  public boolean tryAcquire(Sender sender, Bulkhead bulkhead) {
    return bulkhead == Bulkhead.CALLERS
        || sender.equals(Sender.LOOPBACK)
        || buckets.get(new Key(sender, bulkhead)).tryConsume(1);
  }
}
