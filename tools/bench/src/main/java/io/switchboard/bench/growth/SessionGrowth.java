package io.switchboard.bench.growth;

import io.switchboard.bench.AlternatingRuns;
import io.switchboard.bench.BenchPart;
import io.switchboard.bench.PartRun;
import io.switchboard.bench.report.PartReport;
import io.switchboard.bench.sessions.SessionsPart;

/** ivr-streams with a growing number of calls in the menu. */
public final class SessionGrowth implements BenchPart {
  private static final int DIGITS = 3_000;

  @Override
  public String name() {
    return "growth-sessions";
  }

  @Override
  public String description() {
    return "cost of a digit, with 1,000 to 1,000,000 calls in the menu";
  }

  @Override
  public PartReport measure(PartRun run) throws Exception {
    var sizes = Growth.sizes(run);
    run.expectSteps(sizes.size());
    var growth = new Growth(run, "a digit", "calls in the menu");
    try (var calls = SessionsPart.calls(run)) {
      for (var size : sizes) {
        calls.openUntil(size);
        run.step();
        var turns =
            new AlternatingRuns(run, size.equals(sizes.getFirst()) ? 3 : 1); // until compiled
        var cost = turns.add(_ -> calls.digits(run.plan().count(DIGITS)));
        turns.measure();
        growth.add(
            new Growth.AtSize(
                size,
                cost.rounds(microseconds -> microseconds),
                calls.service().memory().residentBytes() / 1e6,
                Growth.storeMegabytes(calls.stateDirectory())));
      }
    }
    growth.report();
    run.note("one partition");
    return run.report();
  }
}
