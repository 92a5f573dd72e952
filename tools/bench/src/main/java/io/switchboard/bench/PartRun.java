package io.switchboard.bench;

import io.switchboard.bench.machine.Deployment;
import io.switchboard.bench.machine.Scope;
import io.switchboard.bench.machine.Workbench;
import io.switchboard.bench.report.Curve;
import io.switchboard.bench.report.Figure;
import io.switchboard.bench.report.PartReport;
import io.switchboard.replay.reading.Progress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a part has while it measures. */
public final class PartRun {
  private final String part;
  private final Workbench workbench;
  private final Scope scope;
  private final Plan plan;
  private final Progress progress;
  private final long beganAt = System.nanoTime();
  private final List<Figure> figures = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<Curve> curves = new ArrayList<>();
  private int step;
  private int steps = 1;

  PartRun(String part, Workbench workbench, Scope scope, Plan plan, Progress progress) {
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

  /** Closed when the part is over. */
  public Scope scope() {
    return scope;
  }

  /** How much to measure. */
  public Plan plan() {
    return plan;
  }

  /** Topics under a prefix of their own. */
  public Deployment deployment(int partitions) {
    return Deployment.in(scope, workbench, partitions);
  }

  /** How many steps there will be, of about the same length. */
  public void steps(int total) {
    steps = total;
    progress.at(step, steps);
  }

  /** One of them is done. */
  public void step() {
    step = Math.min(step + 1, steps);
    progress.at(step, steps);
  }

  /** A result. */
  public void add(Figure figure) {
    figures.add(figure);
  }

  /** Something that grows. */
  public void add(Curve curve) {
    curves.add(curve);
  }

  /** Something that a reader of the figures has to know. */
  public void note(String text) {
    notes.add(text);
  }

  /** What it came to. */
  public PartReport report() {
    return report(null);
  }

  /** What there was when it could not be measured any further. */
  PartReport failed(Exception failure) {
    var message = failure.getMessage();
    note("what its processes said stays in " + workbench.keepLogs());
    return report(message == null ? failure.getClass().getSimpleName() : message);
  }

  private PartReport report(@Nullable String failure) {
    var seconds = (System.nanoTime() - beganAt) / 1e9;
    return new PartReport(part, seconds, figures, notes, curves, failure);
  }
}
