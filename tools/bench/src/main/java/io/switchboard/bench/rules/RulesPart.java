package io.switchboard.bench.rules;

import io.switchboard.bench.BenchPart;
import io.switchboard.bench.PartRun;
import io.switchboard.bench.report.Figure;
import io.switchboard.bench.report.PartReport;
import io.switchboard.bench.report.Rounds;
import io.switchboard.testkit.process.ProcessSpec;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** All rules by JMH, each in a separate process, briefly. */
public final class RulesPart implements BenchPart {
  private static final int WARM_UPS = 3;

  @Override
  public String name() {
    return "rules";
  }

  @Override
  public String description() {
    return "nanoseconds of session step, decision, classification, number, JSON and signature";
  }

  @Override
  public PartReport measure(PartRun run) throws RunnerException {
    run.expectSteps(1);
    var second = TimeValue.milliseconds(run.plan().time(Duration.ofSeconds(1)).toMillis());
    var options =
        new OptionsBuilder()
            .include("^" + getClass().getPackageName().replace(".", "\\.") + "\\.")
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.NANOSECONDS)
            .warmupIterations(WARM_UPS)
            .warmupTime(second)
            .measurementIterations(Math.max(3, run.plan().rounds()))
            .measurementTime(second)
            .forks(1)
            .jvmArgs(ProcessSpec.PRODUCTION.toArray(String[]::new))
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .build();
    for (var result : new Runner(options).run()) {
      run.add(figure(result));
    }
    run.step();
    return run.report();
  }

  private static Figure figure(RunResult result) {
    var name = result.getParams().getBenchmark();
    var iterations =
        result.getBenchmarkResults().stream()
            .map(BenchmarkResult::getIterationResults)
            .flatMap(all -> StreamSupport.stream(all.spliterator(), false))
            .map(iteration -> iteration.getPrimaryResult().getScore())
            .toList();
    return Figure.lower(
        name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1),
        "ns",
        new Rounds(iterations));
  }
}
