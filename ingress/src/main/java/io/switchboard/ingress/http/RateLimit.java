package io.switchboard.ingress.http;

import java.util.function.LongSupplier;

/** A token bucket: so many a second on average, and a burst at once. */
final class RateLimit {
  private final double perNano;
  private final double burst;
  private final LongSupplier nanos;
  private double tokens;
  private long last;

  RateLimit(double perSecond, double burst) {
    this(perSecond, burst, System::nanoTime);
  }

  RateLimit(double perSecond, double burst, LongSupplier nanos) {
    this.perNano = perSecond / 1e9;
    this.burst = burst;
    this.nanos = nanos;
    this.tokens = burst;
    this.last = nanos.getAsLong();
  }

  /** Takes a token: 0 when there was one, else the whole seconds until there will be. */
  synchronized int tryAcquire() {
    var now = nanos.getAsLong();
    tokens = Math.min(burst, tokens + (now - last) * perNano);
    last = now;
    if (tokens >= 1) {
      tokens--;
      return 0;
    }
    return (int) Math.max(1, Math.ceil((1 - tokens) / perNano / 1e9));
  }
}
