package io.switchboard.ingress.http;

import io.switchboard.ingress.authentication.Sender;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A rate limit for each sender and lane. Callers who wait are never turned away for a rate, and
 * neither is loopback when nothing is configured.
 */
final class SenderRates {
  private static final int MOST = 10_000;
  private final Limits limits;
  private final Map<Key, RateLimit> buckets = new ConcurrentHashMap<>();

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
    return bucket(new Key(sender, lane), rate).tryAcquire();
  }

  private RateLimit bucket(Key key, int rate) {
    var bucket = buckets.get(key);
    if (bucket != null) {
      return bucket;
    }
    if (buckets.size() >= MOST) {
      buckets.clear(); // only our own authority could name so many: all of them start anew
    }
    return buckets.computeIfAbsent(key, _ -> new RateLimit(rate, rate));
  }
}
