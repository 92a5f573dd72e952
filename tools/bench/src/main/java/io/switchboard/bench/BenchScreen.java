package io.switchboard.bench;

import io.switchboard.bench.report.BenchReport;
import io.switchboard.bench.report.PartReport;
import io.switchboard.bench.report.ReportText;
import io.switchboard.replay.reading.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * Prints progress to standard error and the table of each part to standard output, and saves the
 * report after each part.
 */
final class BenchScreen implements Bench.Watcher {
  private final CommandLine line;
  private final @Nullable Path out;

  /** Writes to the command's streams, and to {@code out} if given. */
  BenchScreen(CommandLine line, @Nullable Path out) {
    this.line = line;
    this.out = out;
  }

  @Override
  public Progress begins(BenchPart part) {
    var err = line.getErr();
    return (done, total) -> {
      err.printf("measuring %s: step %d of %d%n", part.name(), done, total);
      err.flush();
    };
  }

  @Override
  public void ended(PartReport part, BenchReport soFar) {
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
