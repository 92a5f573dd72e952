package io.switchboard.ingress.menu.profile;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.contract.event.ivr.Tier;
import io.switchboard.ingress.menu.MenuTiming;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Callers' profiles, cached. An answer is fresh for a minute (ten seconds when there was no
 * profile), and for a day stands in when the database fails. Without any answer a caller is {@link
 * Tier#STANDARD}; a number that has no profile is {@link Tier#NONE}. Never throws and never waits
 * longer than {@link MenuTiming#profile}.
 */
public final class CallerProfiles {
  private static final Logger LOG = LoggerFactory.getLogger(CallerProfiles.class);
  private static final Duration FRESH = Duration.ofSeconds(60);
  private static final Duration FRESH_NONE = Duration.ofSeconds(10);
  private static final Duration STALE = Duration.ofHours(24);
  private static final long MAX_CACHED = 100_000;

  private final ProfileSource source;
  private final MenuTiming timing;
  private final MeterRegistry metrics;
  private final Ticker ticker;
  private final Cache<String, Answer> answers;
  private final ConcurrentHashMap<String, CompletableFuture<Profile>> running =
      new ConcurrentHashMap<>();
  private final CircuitBreaker breaker =
      CircuitBreaker.of(
          "profiles",
          CircuitBreakerConfig.custom()
              .slidingWindowSize(10)
              .minimumNumberOfCalls(3)
              .failureRateThreshold(50)
              .slowCallDurationThreshold(Duration.ofSeconds(1))
              .slowCallRateThreshold(50)
              .waitDurationInOpenState(Duration.ofSeconds(5))
              .permittedNumberOfCallsInHalfOpenState(2)
              .build());

  public CallerProfiles(ProfileSource source, MenuTiming timing, MeterRegistry metrics) {
    this(source, timing, metrics, Ticker.systemTicker());
  }

  CallerProfiles(ProfileSource source, MenuTiming timing, MeterRegistry metrics, Ticker ticker) {
    this.source = source;
    this.timing = timing;
    this.metrics = metrics;
    this.ticker = ticker;
    this.answers =
        Caffeine.newBuilder()
            .maximumSize(MAX_CACHED)
            .expireAfterWrite(STALE)
            .ticker(ticker)
            .build();
    breaker
        .getEventPublisher()
        .onStateTransition(
            event -> LOG.warn("caller profiles: breaker {}", event.getStateTransition()));
  }

  /**
   * The profile of a caller.
   *
   * @param number in E.164; null when the number is withheld
   */
  public Profile of(@Nullable String number) {
    return of(number, timing);
  }

  /**
   * The same.
   *
   * @param patience how long this caller may wait
   */
  public Profile of(@Nullable String number, MenuTiming patience) {
    if (number == null) {
      return counted("withheld", Profile.STANDARD);
    }
    var known = answers.getIfPresent(number);
    if (known != null && ticker.read() - known.at() < fresh(known.profile()).toNanos()) {
      return counted("cached", known.profile());
    }
    return lookedUp(number, known, patience);
  }

  private Profile lookedUp(String number, @Nullable Answer known, MenuTiming patience) {
    var patient = known == null && breaker.getState() == CircuitBreaker.State.CLOSED;
    var wait = patient ? patience.profile() : patience.staleProfile();
    var lookup = lookup(number);
    if (lookup == null) {
      return otherwise(known, "open");
    }
    try {
      var profile = lookup.get(wait.toMillis(), TimeUnit.MILLISECONDS);
      return counted(profile.tier() == Tier.NONE ? "none" : "found", profile);
    } catch (TimeoutException _) {
      return otherwise(known, "late");
    } catch (ExecutionException _) {
      return otherwise(known, "failed"); // logged where it failed
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return otherwise(known, "interrupted");
    }
  }

  /** One lookup per number at a time; null when the breaker lets none through. */
  private @Nullable CompletableFuture<Profile> lookup(String number) {
    var mine = new CompletableFuture<Profile>();
    var theirs = running.putIfAbsent(number, mine);
    if (theirs != null) {
      return theirs;
    }
    if (!breaker.tryAcquirePermission()) {
      running.remove(number, mine);
      mine.completeExceptionally(new IllegalStateException("breaker open"));
      return null;
    }
    Thread.ofVirtual().name("profile-lookup").start(() -> run(number, mine));
    return mine;
  }

  private void run(String number, CompletableFuture<Profile> result) {
    var began = System.nanoTime();
    try {
      var profile = source.find(number).orElse(Profile.NONE);
      breaker.onSuccess(System.nanoTime() - began, TimeUnit.NANOSECONDS);
      answers.put(number, new Answer(profile, ticker.read()));
      running.remove(number, result); // first: who asks after this answer asks anew
      result.complete(profile);
    } catch (SQLException | RuntimeException e) {
      breaker.onError(System.nanoTime() - began, TimeUnit.NANOSECONDS, e);
      LOG.debug("caller profile not read: {}", e.getClass().getSimpleName());
      running.remove(number, result);
      result.completeExceptionally(e);
    }
  }

  private Profile otherwise(@Nullable Answer known, String why) {
    return known == null ? counted(why, Profile.STANDARD) : counted("stale", known.profile());
  }

  private Profile counted(String result, Profile profile) {
    Counter.builder("menu_profile_lookups_total")
        .description("lookups of a caller's profile by result")
        .tag("result", result)
        .register(metrics)
        .increment();
    return profile;
  }

  private static Duration fresh(Profile profile) {
    return profile.tier() == Tier.NONE ? FRESH_NONE : FRESH;
  }

  private record Answer(Profile profile, long at) {}
}
