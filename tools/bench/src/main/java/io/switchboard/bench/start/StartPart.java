package io.switchboard.bench.start;

import io.switchboard.bench.BenchPart;
import io.switchboard.bench.PartRun;
import io.switchboard.bench.machine.Launcher;
import io.switchboard.bench.report.Aim;
import io.switchboard.bench.report.Figure;
import io.switchboard.bench.report.PartReport;
import io.switchboard.bench.report.Rounds;
import io.switchboard.embedded.FreePorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * {@code up} on a new directory and on a known one, in alternating rounds with its servers alone;
 * and its memory when idle.
 */
public final class StartPart implements BenchPart {
  private static final Duration IDLE = Duration.ofSeconds(8);
  private static final int LOWEST_PORT = 21_000;
  private static final int PORTS_APART = 100;

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String description() {
    return "./switchboard up: seconds to ready, memory when idle, against its servers alone";
  }

  @Override
  public PartReport measure(PartRun run) {
    var launcher = Launcher.path();
    var rounds = run.plan().rounds();
    run.expectSteps(2 + 4 * rounds);
    // not counted: the first start of a build creates the AOT cache
    up(run, launcher, data(run)).stop();
    run.step();
    run.step();
    var figures = new Measured();
    for (var round = 0; round < rounds; round++) {
      var data = data(run);
      var first = up(run, launcher, data);
      figures.first.add(first.secondsToReady());
      first.stop();
      run.step();
      var infra = up(run, launcher, data, "--infra");
      figures.infra.add(infra.secondsToReady());
      infra.stop();
      run.step();
      var second = up(run, launcher, data);
      figures.second.add(second.secondsToReady());
      var idleUntil = System.nanoTime() + run.plan().time(IDLE).toNanos();
      Awaitility.await("the idle time is over")
          .atMost(IDLE.multipliedBy(2))
          .until(() -> System.nanoTime() > idleUntil);
      figures.resident.add(second.residentMegabytes());
      run.step();
      figures.stop.add(second.stop());
      run.step();
    }
    figures.report(run);
    return run.report();
  }

  private static Path data(PartRun run) {
    return run.workbench().directory().resolve("up-" + UUID.randomUUID());
  }

  private static UpProcess up(PartRun run, Path launcher, Path data, String... more) {
    var log = run.workbench().directory().resolve("up-" + UUID.randomUUID() + ".log");
    return run.scope().keep(UpProcess.start(launcher, data, portBase(), log, more));
  }

  private static int portBase() {
    return IntStream.iterate(LOWEST_PORT, base -> base < 32_000, base -> base + PORTS_APART)
        .filter(base -> IntStream.range(base, base + 40).allMatch(FreePorts::isFree))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no 40 free ports in a row"));
  }

  private static final class Measured {
    private final List<Double> first = new ArrayList<>();
    private final List<Double> second = new ArrayList<>();
    private final List<Double> infra = new ArrayList<>();
    private final List<Double> stop = new ArrayList<>();
    private final List<Double> resident = new ArrayList<>();

    void report(PartRun run) {
      run.add(seconds("first start to ready", first));
      run.add(
          seconds("second start to ready", second)
              .against("broker, PostgreSQL and Redis alone", new Rounds(infra))
              .aimingAt(Aim.value(6)));
      run.add(
          Figure.memory("everything together when idle", new Rounds(resident))
              .aimingAt(Aim.value(900)));
      run.add(seconds("SIGTERM to gone", stop));
    }

    private static Figure seconds(String name, List<Double> rounds) {
      return Figure.lower(name, "s", new Rounds(rounds));
    }
  }
}
