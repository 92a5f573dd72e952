package io.switchboard.bench;

import io.switchboard.bench.report.Rounds;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Measures several subjects, for example a service and its limit, in alternating rounds, so that a
 * slow phase of the machine affects all of them. The first rounds warm up and are discarded.
 */
public final class AlternatingRuns {
  private final PartRun run;
  private final int warmUpRounds;
  private final List<Series<?>> all = new ArrayList<>();

  /** Uses the rounds of the run's plan after the warm-up. */
  public AlternatingRuns(PartRun run, int warmUpRounds) {
    this.run = run;
    this.warmUpRounds = warmUpRounds;
  }

  /** One measurement. */
  @FunctionalInterface
  public interface Measurement<T> {
    /** Measures once; {@code round} is negative in the warm-up. */
    T measure(int round) throws Exception;
  }

  /** The measurements of one subject, in the order of the rounds. */
  public static final class Series<T> {
    private final Measurement<T> measurement;
    private final List<T> values = new ArrayList<>();

    private Series(Measurement<T> measurement) {
      this.measurement = measurement;
    }

    private void measure(int round) throws Exception {
      var value = measurement.measure(round);
      if (round >= 0) {
        values.add(value);
      }
    }

    /** The measurements, without the warm-up. */
    public List<T> values() {
      return List.copyOf(values);
    }

    /** One figure of each measurement. */
    public Rounds rounds(ToDoubleFunction<T> figure) {
      return new Rounds(values.stream().mapToDouble(figure).boxed().toList());
    }
  }

  /** Adds a subject; subjects are measured in the order of their addition. */
  public <T> Series<T> add(Measurement<T> measurement) {
    var series = new Series<>(measurement);
    all.add(series);
    return series;
  }

  /** Measures all subjects in all rounds. */
  public void measure() throws Exception {
    var rounds = run.plan().rounds();
    run.expectSteps(all.size() * (warmUpRounds + rounds));
    for (var round = -warmUpRounds; round < rounds; round++) {
      for (var series : all) {
        series.measure(round);
        run.step();
      }
    }
  }
}
