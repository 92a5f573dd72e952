package io.switchboard.disposition;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.contract.event.ClassifiedDisposition;
import io.switchboard.disposition.severity.Decision;
import io.switchboard.disposition.severity.Verdict;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the rules did, in figures. After a failure some results are counted twice: the records are
 * exact, the figures are not.
 */
final class DispositionMetrics {
  /** More different unknown codes than this share one label, so that a sender cannot flood it. */
  static final int MOST_CODES = 100;

  private static final String OTHER = "other";
  private final MeterRegistry registry;
  private final Map<String, Counter> decisions = new ConcurrentHashMap<>();
  private final Map<String, Counter> classified = new ConcurrentHashMap<>();
  private final Map<String, Counter> unknown = new ConcurrentHashMap<>();

  DispositionMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void count(String code, Verdict verdict) {
    decisions
        .computeIfAbsent(
            kind(verdict.decision()),
            kind ->
                Counter.builder("dispositions_decided_total")
                    .description("Call results by what they did")
                    .tag("decision", kind)
                    .register(registry))
        .increment();
    if (verdict.record() != null) {
      count(verdict.record());
      if (verdict.meaning().isUnknown()) {
        countUnknown(code);
      }
    }
  }

  private void count(ClassifiedDisposition record) {
    classified
        .computeIfAbsent(
            record.category(),
            category ->
                Counter.builder("dispositions_classified_total")
                    .description("Classified call results")
                    .tag("category", category)
                    .tag("severity", record.severity().word())
                    .register(registry))
        .increment();
  }

  private void countUnknown(String code) {
    var fits = code.matches("[A-Za-z0-9_.-]{1,6}");
    var label = fits && (unknown.containsKey(code) || unknown.size() < MOST_CODES) ? code : OTHER;
    unknown
        .computeIfAbsent(
            label,
            value ->
                Counter.builder("dispositions_unclassified_total")
                    .description("Call results whose code no rule names, by code")
                    .tag("code", value)
                    .register(registry))
        .increment();
  }

  private static String kind(Decision decision) {
    return switch (decision) {
      case Decision.Counts(_, var supersedes, _) -> supersedes == null ? "counts" : "correction";
      case Decision.StaleOptOut _ -> "stale_opt_out";
      case Decision.Outdated _ -> "outdated";
      case Decision.Repeated _ -> "repeated";
    };
  }
}
