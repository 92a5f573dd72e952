package io.switchboard.tenant;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** The fault plan in force, and how much of it is used up. */
final class Faults {
  private final Random random;
  private final Duration tokenLife;
  private FaultPlan plan = FaultPlan.NONE;
  private List<Counted> rules = List.of();

  Faults(long seed, Duration tokenLife) {
    this.random = new Random(seed);
    this.tokenLife = tokenLife;
  }

  synchronized void replace(FaultPlan next) {
    plan = next;
    rules =
        next.rules() == null
            ? List.of()
            : next.rules().stream().map(rule -> new Counted(rule, new AtomicInteger())).toList();
  }

  synchronized FaultPlan plan() {
    return plan;
  }

  /** The rule that hits this request, counted. */
  synchronized Optional<FaultRule> next(String method, String path, String body) {
    return rules.stream()
        .filter(counted -> !counted.usedUp() && counted.rule.matches(method, path, body))
        .filter(counted -> hits(counted.rule))
        .findFirst()
        .map(
            counted -> {
              counted.hits.incrementAndGet();
              return counted.rule;
            });
  }

  /** Hits per rule, in the plan's order. */
  synchronized List<Integer> hits() {
    return rules.stream().map(counted -> counted.hits.get()).toList();
  }

  synchronized Duration tokenLife() {
    return plan.tokenLifeSeconds() == null
        ? tokenLife
        : Duration.ofSeconds(plan.tokenLifeSeconds());
  }

  synchronized int mostUsesOfAToken() {
    return plan.unauthorizedAfter() == null ? 0 : plan.unauthorizedAfter();
  }

  private boolean hits(FaultRule rule) {
    return rule.share() == null || random.nextDouble() < rule.share();
  }

  private record Counted(FaultRule rule, AtomicInteger hits) {
    boolean usedUp() {
      return rule.count() != null && hits.get() >= rule.count();
    }
  }
}
