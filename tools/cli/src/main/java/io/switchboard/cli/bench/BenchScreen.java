package io.switchboard.cli.bench;

import io.switchboard.bench.Bench;
import io.switchboard.bench.Part;
import io.switchboard.bench.report.PartReport;
import io.switchboard.bench.report.Report;
import io.switchboard.bench.report.ReportText;
import io.switchboard.cli.ProgressLine;
import io.switchboard.replay.reading.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * Progress to standard error; a part's table to standard output, and the report so far to its file,
 * as soon as they are there.
 */
final class BenchScreen implements Bench.Watcher {
  private final CommandLine line;
  private final @Nullable Path out;
  private @Nullable ProgressLine progress;

  /** Writes to the command's streams, and to {@code out} where there is one. */
  BenchScreen(CommandLine line, @Nullable Path out) {
    this.line = line;
    this.out = out;
  }

  @Override
  public Progress begins(Part part) {
    progress = new ProgressLine("measuring " + part.name(), line.getErr());
    return progress;
  }

  @Override
  public void ended(PartReport part, Report soFar) {
    if (progress != null) {
      progress.close();
    }
    line.getOut().println(ReportText.of(part));
    line.getOut().flush();
    if (out != null) {
      try {
        soFar.write(out);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
