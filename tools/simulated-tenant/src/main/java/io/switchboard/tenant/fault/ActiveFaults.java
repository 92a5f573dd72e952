package io.switchboard.tenant.fault;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** The active fault plan, with the hits of its rules. */
public final class ActiveFaults {
  private final Random random;
  private final Duration tokenLife;
  private FaultPlan plan = FaultPlan.NONE;
  private List<Counted> rules = List.of();
  private List<CountedRecord> records = List.of();

  public ActiveFaults(long seed, Duration tokenLife) {
    this.random = new Random(seed);
    this.tokenLife = tokenLife;
  }

  public synchronized void replace(FaultPlan next) {
    plan = next;
    rules =
        next.rules() == null
            ? List.of()
            : next.rules().stream().map(rule -> new Counted(rule, new AtomicInteger())).toList();
    var failing = nice().records();
    records =
        failing == null
            ? List.of()
            : failing.stream().map(rule -> new CountedRecord(rule, new AtomicInteger())).toList();
  }

  public synchronized FaultPlan plan() {
    return plan;
  }

  /** The rule for this request; counts the hit. */
  public synchronized Optional<FaultRule> next(String method, String path, String body) {
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

  /** The faults of the shape that NICE publishes. */
  public synchronized NiceFaults nice() {
    return plan.nice() == null ? NiceFaults.NONE : plan.nice();
  }

  /** The error text of a record, if it fails; counts the hit. */
  public synchronized Optional<String> failRecord(String phoneNumber) {
    return records.stream()
        .filter(counted -> !counted.usedUp() && counted.rule.matches(phoneNumber))
        .findFirst()
        .map(
            counted -> {
              counted.hits.incrementAndGet();
              return counted.rule.text();
            });
  }

  /** Hits per rule, in the plan's order. */
  public synchronized List<Integer> hits() {
    return rules.stream().map(counted -> counted.hits.get()).toList();
  }

  public synchronized Duration tokenLife() {
    return plan.tokenLifeSeconds() == null
        ? tokenLife
        : Duration.ofSeconds(plan.tokenLifeSeconds());
  }

  public synchronized int maxTokenUses() {
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

  private record CountedRecord(RecordFault rule, AtomicInteger hits) {
    boolean usedUp() {
      return rule.count() != null && hits.get() >= rule.count();
    }
  }
}
