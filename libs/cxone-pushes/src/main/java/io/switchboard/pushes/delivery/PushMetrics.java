package io.switchboard.pushes.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.switchboard.contract.event.PushAnswer;
import io.switchboard.contract.event.PushAnswer.PushKind;
import io.switchboard.cxone.http.Failure;
import io.switchboard.cxone.rest.CxoneAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The metrics of the pushes. Labels contain kinds and classes only. */
public final class PushMetrics {
  /** The waiting states of the active instance. */
  public interface WaitingPushes {
    /** The receive time of the oldest state of a kind. */
    Optional<Instant> oldest(PushKind kind);

    /** The event time of the oldest opt-out. */
    Optional<Instant> oldestOptOut();

    /** The number of keys of a kind with a state to push. */
    int size(PushKind kind);
  }

  private final MeterRegistry meters;
  private final Map<PushKind, PushBreaker.State> breakers = new ConcurrentHashMap<>();
  private volatile @Nullable WaitingPushes waiting;

  public PushMetrics(MeterRegistry meters) {
    this.meters = meters;
    Gauge.builder("cxone_push_active", this, self -> self.waiting == null ? 0 : 1)
        .description("1 on the active pusher, 0 on a standby")
        .register(meters);
    Stream.of(PushKind.values()).forEach(this::registerGauges);
    Stream.of(PushKind.values()).forEach(this::registerCounters);
  }

  /**
   * Registered at start, because Prometheus sees no increase in a counter whose first value is 1.
   */
  private void registerCounters(PushKind kind) {
    answers(kind, PushAnswer.PushOutcome.CONFIRMED);
    answers(kind, PushAnswer.PushOutcome.DEAD_LETTERED);
    for (var answer :
        List.of("confirmed", "per_item", "in_doubt", "refused", "forbidden", "conflict")) {
      attempts(kind, answer);
    }
    for (var failure : Failure.values()) {
      attempts(kind, failure.name().toLowerCase(Locale.ROOT));
    }
  }

  private Counter answers(PushKind kind, PushAnswer.PushOutcome outcome) {
    var word = outcome.name().toLowerCase(Locale.ROOT);
    return Counter.builder("cxone_push_answers_total")
        .description("pushes by kind and outcome")
        .tags("kind", kind.wireName(), "outcome", word)
        .register(meters);
  }

  private Counter attempts(PushKind kind, String answer) {
    return Counter.builder("cxone_push_attempts_total")
        .description("requests of pushes by kind and class of answer")
        .tags("kind", kind.wireName(), "class", answer)
        .register(meters);
  }

  private void registerGauges(PushKind kind) {
    gauge("cxone_push_paused", kind, "1 while pushes of this kind are paused", _ -> paused(kind));
    gauge(
        "cxone_oldest_unpushed_age_seconds",
        kind,
        "age of the oldest record that is not pushed, since its receipt",
        active -> active.oldest(kind).map(PushMetrics::age).orElse(0.0));
    gauge("cxone_push_keys", kind, "keys with a state to push", active -> active.size(kind));
  }

  private void gauge(
      String name, PushKind kind, String description, Function<WaitingPushes, Number> value) {
    Gauge.builder(name, this, self -> self.ofActive(value))
        .tag("kind", kind.wireName())
        .description(description)
        .register(meters);
  }

  /** 0 on a standby: alerts use the maximum over all instances. */
  private double ofActive(Function<WaitingPushes, Number> value) {
    var active = waiting;
    return active == null ? 0 : value.apply(active).doubleValue();
  }

  private int paused(PushKind kind) {
    return breakers.get(kind) instanceof PushBreaker.State.Open ? 1 : 0;
  }

  public static double age(Instant then) {
    return Math.max(0, Duration.between(then, Instant.now()).toMillis() / 1000.0);
  }

  /** The event time of the oldest opt-out that waits on this instance. */
  public Optional<Instant> oldestOptOut() {
    var active = waiting;
    return active == null ? Optional.empty() : active.oldestOptOut();
  }

  public void active(@Nullable WaitingPushes now) {
    waiting = now;
    breakers.clear();
  }

  void breaker(PushKind kind, PushBreaker.State state) {
    breakers.put(kind, state);
  }

  void attempted(PushKind kind, CxoneAnswer answer) {
    attempts(kind, name(answer)).increment();
  }

  public void skipped(PushKind kind, String why) {
    Counter.builder("cxone_push_skipped_total")
        .description("states that need no push by kind and reason")
        .tags("kind", kind.wireName(), "why", why.replace(' ', '_'))
        .register(meters)
        .increment();
  }

  void finished(PushAnswer answer) {
    answers(answer.kind(), answer.outcome()).increment();
    var lag = Duration.between(answer.eventTime(), answer.answeredAt());
    Timer.builder("cxone_push_lag")
        .description("event time to CXone's final answer")
        .tag("kind", answer.kind().wireName())
        .serviceLevelObjectives(buckets())
        .register(meters)
        .record(Math.max(0, lag.toMillis()), TimeUnit.MILLISECONDS);
  }

  private static Duration[] buckets() {
    return Stream.iterate(100L, millis -> millis < 10_000_000, millis -> millis * 2)
        .map(Duration::ofMillis)
        .toArray(Duration[]::new);
  }

  private static String name(CxoneAnswer answer) {
    return switch (answer) {
      case CxoneAnswer.Confirmed _ -> "confirmed";
      case CxoneAnswer.PerItem _ -> "per_item";
      case CxoneAnswer.InDoubt _ -> "in_doubt";
      case CxoneAnswer.Refused _ -> "refused";
      case CxoneAnswer.Forbidden _ -> "forbidden";
      case CxoneAnswer.Conflict _ -> "conflict";
      case CxoneAnswer.TryAgain again -> again.failure().name().toLowerCase(Locale.ROOT);
    };
  }
}
