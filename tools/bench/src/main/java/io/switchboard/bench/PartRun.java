package io.switchboard.bench;

import io.switchboard.bench.machine.BenchDeployment;
import io.switchboard.bench.machine.Scope;
import io.switchboard.bench.machine.Workbench;
import io.switchboard.bench.report.Figure;
import io.switchboard.bench.report.PartReport;
import io.switchboard.replay.reading.Progress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The context of a part: servers, plan, progress, results. */
public final class PartRun {
  private final String part;
  private final Workbench workbench;
  private final Scope scope;
  private final BenchPlan plan;
  private final Progress progress;
  private final long beganAt = System.nanoTime();
  private final List<Figure> figures = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private int step;
  private int steps;

  PartRun(String part, Workbench workbench, Scope scope, BenchPlan plan, Progress progress) {
    this.part = part;
    this.workbench = workbench;
    this.scope = scope;
    this.plan = plan;
    this.progress = progress;
  }

  /** Servers and processes. */
  public Workbench workbench() {
    return workbench;
  }

  /** Closed at the end of the part. */
  public Scope scope() {
    return scope;
  }

  /** The amount of measurements. */
  public BenchPlan plan() {
    return plan;
  }

  /** Topics with a unique prefix. */
  public BenchDeployment deployment(int partitions) {
    return BenchDeployment.in(scope, workbench, partitions);
  }

  /** Adds expected steps, of about the same length. */
  public void expectSteps(int more) {
    steps += more;
    progress.at(step, steps);
  }

  /** One step is done. */
  public void step() {
    step = Math.min(step + 1, steps);
    progress.at(step, steps);
  }

  /** A result. */
  public void add(Figure figure) {
    figures.add(figure);
  }

  /** A note for readers of the figures. */
  public void note(String text) {
    notes.add(text);
  }

  /** The report of the measurements. */
  public PartReport report() {
    return report(null);
  }

  /** The report of a part that failed, with the measurements so far. */
  PartReport failed(Exception failure) {
    var message = failure.getMessage();
    note("the logs of its processes stay in " + workbench.keepLogs());
    return report(message == null ? failure.getClass().getSimpleName() : message);
  }

  private PartReport report(@Nullable String failure) {
    var seconds = (System.nanoTime() - beganAt) / 1e9;
    return new PartReport(part, seconds, figures, notes, failure);
  }
}
