package io.switchboard.cli.bench;

import io.switchboard.bench.Bench;
import io.switchboard.bench.Part;
import io.switchboard.bench.report.PartReport;
import io.switchboard.bench.report.ReportText;
import io.switchboard.cli.ProgressLine;
import io.switchboard.replay.reading.Progress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Progress to standard error, a part's table to standard output as soon as it is there. */
final class BenchScreen implements Bench.Watcher {
  private final CommandLine line;
  private @Nullable ProgressLine progress;

  BenchScreen(CommandLine line) {
    this.line = line;
  }

  @Override
  public Progress begins(Part part) {
    progress = new ProgressLine("measuring " + part.name(), line.getErr());
    return progress;
  }

  @Override
  public void ended(PartReport report) {
    if (progress != null) {
      progress.close();
    }
    line.getOut().println(ReportText.of(report));
    line.getOut().flush();
  }
}
