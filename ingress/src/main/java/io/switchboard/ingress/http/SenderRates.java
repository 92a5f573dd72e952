package io.switchboard.ingress.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.switchboard.ingress.authentication.Sender;
import java.time.Duration;

/**
 * A rate limit for each sender and lane. Callers who wait are never turned away for a rate, and
 * neither is loopback when nothing is configured.
 */
final class SenderRates {
  private final Limits limits;
  private final Cache<Key, RateLimit> buckets =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterAccess(Duration.ofMinutes(10)).build();

  private record Key(Sender sender, Route.Lane lane) {}

  SenderRates(Limits limits) {
    this.limits = limits;
  }

  /** 0, or the seconds after which to try again. */
  int tryAcquire(Sender sender, Route.Lane lane) {
    if (lane == Route.Lane.CALLERS || sender.equals(Sender.LOOPBACK)) {
      return 0;
    }
    var rate = lane == Route.Lane.READS ? limits.keyRate() : limits.senderRate();
    return buckets.get(new Key(sender, lane), _ -> new RateLimit(rate, rate)).tryAcquire();
  }
}
