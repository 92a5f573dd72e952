package io.switchboard.bench.rules;

import io.switchboard.contract.event.TimeSource;
import io.switchboard.disposition.RulesFile;
import io.switchboard.disposition.severity.CallResult;
import io.switchboard.disposition.severity.DispositionRules;
import io.switchboard.disposition.severity.LastResult;
import io.switchboard.disposition.severity.RevisionDecision;
import io.switchboard.disposition.severity.Revisions;
import java.time.Instant;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Classification of a disposition code, and its revision. */
@State(Scope.Benchmark)
public class DispositionCodes {
  private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");

  private final DispositionRules rules = RulesFile.shipped();
  private final CallResult first = result("e1", "2001", AT);
  private final CallResult correction = result("e2", "1001", AT.plusSeconds(60));
  private final LastResult last = last();

  private static CallResult result(String id, String code, Instant at) {
    return new CallResult(
        id, "contact-1", code, "answered", at, TimeSource.EVENT, at, "+14155552671");
  }

  private LastResult last() {
    return switch (Revisions.decide(null, first, rules.classify(first.code()))) {
      case RevisionDecision.Counts(_, _, var after) -> after;
      case RevisionDecision.StaleOptOut _,
          RevisionDecision.Outdated _,
          RevisionDecision.Repeated _ ->
          throw new IllegalStateException("the first result counts");
    };
  }

  /** A correction of an earlier result. */
  @Benchmark
  public RevisionDecision classifyAndRevise() {
    return Revisions.decide(last, correction, rules.classify(correction.code()));
  }
}
