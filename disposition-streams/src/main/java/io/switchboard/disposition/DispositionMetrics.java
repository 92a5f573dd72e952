package io.switchboard.disposition;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.contract.event.disposition.ClassifiedDisposition;
import io.switchboard.disposition.severity.DispositionDecision;
import io.switchboard.disposition.severity.RevisionDecision;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counters of decisions. After a failure some results are counted twice; the records themselves are
 * exactly-once.
 */
final class DispositionMetrics {
  /** Unknown codes beyond this number share one label, so that the label's values are bounded. */
  static final int MAX_CODES = 100;

  private static final String OTHER = "other";
  private final MeterRegistry registry;
  private final Map<String, Counter> decisions = new ConcurrentHashMap<>();
  private final Map<String, Counter> classified = new ConcurrentHashMap<>();
  private final Map<String, Counter> unknown = new ConcurrentHashMap<>();

  DispositionMetrics(MeterRegistry registry) {
    this.registry = registry;
    unclassified(OTHER); // from the start, so that an alert and a dashboard see the first one
  }

  void count(String code, DispositionDecision decision) {
    decisions
        .computeIfAbsent(
            kind(decision.revision()),
            kind ->
                Counter.builder("dispositions_decided_total")
                    .description("Call results by their effect on the contact")
                    .tag("decision", kind)
                    .register(registry))
        .increment();
    if (decision.record() != null) {
      count(decision.record());
      if (decision.classification().isUnknown()) {
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
                    .description("Call results by category and severity")
                    .tag("category", category)
                    .tag("severity", record.severity().wireName())
                    .register(registry))
        .increment();
  }

  private void countUnknown(String code) {
    var fits = code.matches("[A-Za-z0-9_.-]{1,6}");
    var label = fits && (unknown.containsKey(code) || unknown.size() < MAX_CODES) ? code : OTHER;
    unknown.computeIfAbsent(label, this::unclassified).increment();
  }

  private Counter unclassified(String code) {
    return Counter.builder("dispositions_unclassified_total")
        .description("Call results with a code without a rule, by code")
        .tag("code", code)
        .register(registry);
  }

  private static String kind(RevisionDecision revision) {
    return switch (revision) {
      case RevisionDecision.Counts(_, var supersedes, _) ->
          supersedes == null ? "counts" : "correction";
      case RevisionDecision.StaleOptOut _ -> "stale_opt_out";
      case RevisionDecision.Outdated _ -> "outdated";
      case RevisionDecision.Repeated _ -> "repeated";
    };
  }
}
