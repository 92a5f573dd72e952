package io.switchboard.console.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Slows guessing down: after {@link #FREE_ATTEMPTS} failures of one name or one address each
 * further attempt waits twice as long, up to {@link #MAX_WAIT}. A success ends it.
 */
public final class LoginThrottle {
  /** Failures without a wait. */
  public static final int FREE_ATTEMPTS = 5;

  /** The longest wait. */
  public static final Duration MAX_WAIT = Duration.ofMinutes(15);

  private static final int MAX_KEYS = 50_000;

  private record Failures(int count, Instant until) {}

  private final Clock clock;
  private final Cache<String, Failures> failures =
      Caffeine.newBuilder().maximumSize(MAX_KEYS).expireAfterWrite(Duration.ofHours(1)).build();

  public LoginThrottle(Clock clock) {
    this.clock = clock;
  }

  /** How long this name from this address has to wait; zero for not at all. */
  public Duration wait(String name, String address) {
    var left = left("name " + name);
    var other = left("address " + address);
    return left.compareTo(other) > 0 ? left : other;
  }

  private Duration left(String key) {
    var known = failures.getIfPresent(key);
    if (known == null) {
      return Duration.ZERO;
    }
    var left = Duration.between(clock.instant(), known.until());
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** Counts a failure. */
  public void failed(String name, String address) {
    count("name " + name);
    count("address " + address);
  }

  /** Forgets the failures of a name; those of its address stay. */
  public void succeeded(String name) {
    failures.invalidate("name " + name);
  }

  private void count(String key) {
    failures
        .asMap()
        .compute(
            key,
            (_, known) -> {
              var count = known == null ? 1 : known.count() + 1;
              return new Failures(count, clock.instant().plus(waitAfter(count)));
            });
  }

  static Duration waitAfter(int failures) {
    if (failures < FREE_ATTEMPTS) {
      return Duration.ZERO;
    }
    var seconds = 1L << Math.min(20, failures - FREE_ATTEMPTS);
    return seconds > MAX_WAIT.toSeconds() ? MAX_WAIT : Duration.ofSeconds(seconds);
  }
}
