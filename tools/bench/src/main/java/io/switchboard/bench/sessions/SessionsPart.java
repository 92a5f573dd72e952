package io.switchboard.bench.sessions;

import io.switchboard.bench.AlternatingRuns;
import io.switchboard.bench.BenchPart;
import io.switchboard.bench.PartRun;
import io.switchboard.bench.machine.BenchDeployment;
import io.switchboard.bench.report.Aim;
import io.switchboard.bench.report.Figure;
import io.switchboard.bench.report.PartReport;
import io.switchboard.bench.report.Rounds;
import io.switchboard.ivr.IvrService;
import io.switchboard.ivr.Main;
import java.util.Locale;

/**
 * A digit, a deadline and memory with few and with many calls in the menu, in alternating rounds.
 */
public final class SessionsPart implements BenchPart {
  private static final int FEW = 1_000;
  private static final int MANY = 100_000;
  private static final int DIGITS = 4_000;
  private static final int MAX_DIGITS_A_CALL = 60;
  private static final Aim AIM = Aim.ratio(1.5);
  private static final String MICROSECONDS = "µs";

  @Override
  public String name() {
    return "sessions";
  }

  @Override
  public String description() {
    return "cost of a digit with 100,000 calls in the menu, against 1,000";
  }

  @Override
  public PartReport measure(PartRun run) throws Exception {
    run.expectSteps(3);
    try (var few = calls(run);
        var many = calls(run)) {
      few.openUntil(run.plan().count(FEW));
      many.openUntil(run.plan().count(MANY));
      run.step();
      run.step();
      // few digits per call, so that none reaches its last attempt
      var max = MAX_DIGITS_A_CALL * few.count() / (run.plan().rounds() + 1);
      var digits = Math.min(run.plan().count(DIGITS), max);
      var turns = new AlternatingRuns(run, 1);
      var atFew = turns.add(_ -> few.digits(digits));
      var atMany = turns.add(_ -> many.digits(digits));
      turns.measure();
      run.add(
          microseconds("a digit, " + grouped(many.count()) + " open", atMany.rounds(cost -> cost))
              .against(grouped(few.count()) + " open", atFew.rounds(cost -> cost))
              .aimingAt(AIM));
      memory(run, few);
      memory(run, many);
      run.add(microseconds("a deadline", Rounds.of(many.deadlines())));
      run.step();
    }
    run.note("one partition; a digit that the menu does not know; ticks from the log alone");
    return run.report();
  }

  /** Starts without calls; time advances by ticks of the bench only. */
  public static OpenCalls calls(PartRun run) {
    var deployment = BenchDeployment.in(run.scope(), run.workbench(), 1, false);
    var service =
        deployment.service(run.scope(), IvrService.NAME, Main.class, "IVR_LIVE_TICKS", "false");
    return new OpenCalls(deployment, service);
  }

  private static Figure microseconds(String name, Rounds rounds) {
    return Figure.lower(name, MICROSECONDS, rounds);
  }

  private static void memory(PartRun run, OpenCalls calls) {
    run.add(
        Figure.memory(
            "resident, " + grouped(calls.count()) + " open",
            Rounds.megabytes(calls.service().memory().residentBytes())));
  }

  private static String grouped(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
