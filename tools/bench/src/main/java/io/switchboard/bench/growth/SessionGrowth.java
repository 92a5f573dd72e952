package io.switchboard.bench.growth;

import io.switchboard.bench.Part;
import io.switchboard.bench.PartRun;
import io.switchboard.bench.report.PartReport;
import io.switchboard.bench.report.Rounds;
import io.switchboard.bench.sessions.SessionsPart;
import java.util.ArrayList;

/** ivr-streams with more and more calls in the menu. */
public final class SessionGrowth implements Part {
  private static final int DIGITS = 3_000;

  @Override
  public String name() {
    return "growth-sessions";
  }

  @Override
  public String about() {
    return "what a digit costs, with 1,000 to 1,000,000 calls in the menu";
  }

  @Override
  public PartReport measure(PartRun run) {
    var sizes = Growth.sizes(run);
    run.steps(2 * sizes.size());
    var growth = new Growth(run, "a digit", "calls in the menu");
    try (var calls = SessionsPart.calls(run)) {
      for (var size : sizes) {
        calls.openUntil(size);
        run.step();
        var rounds = new ArrayList<Double>();
        var warmUps = size.equals(sizes.getFirst()) ? 3 : 1; // the compiler's turn
        for (var round = -warmUps; round < run.plan().rounds(); round++) {
          var microseconds = calls.digits(run.plan().count(DIGITS));
          if (round >= 0) {
            rounds.add(microseconds);
          }
        }
        growth.add(
            new Growth.AtSize(
                size,
                new Rounds(rounds),
                calls.service().memory().residentBytes() / 1e6,
                Growth.storeMegabytes(calls.stateDirectory())));
        run.step();
      }
    }
    growth.report();
    run.note("one partition");
    return run.report();
  }
}
