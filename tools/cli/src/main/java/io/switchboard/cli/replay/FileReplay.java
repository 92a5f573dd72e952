package io.switchboard.cli.replay;

import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.Console;
import io.switchboard.cli.ReadOptions;
import io.switchboard.contract.text.Quantity;
import io.switchboard.replay.copy.Export;
import io.switchboard.replay.copy.FileFormat;
import io.switchboard.replay.copy.Speed;
import io.switchboard.replay.reading.LogReader;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** A replay to a file; a second call resumes an interrupted one. */
final class FileReplay {
  private static final String TO_RESUME = "Interrupted. To go on: the same command again.";

  private final Path file;
  private final ReadOptions reading;
  private final LogReader reader;
  private final Console console;
  private final BooleanSupplier confirmed;
  private final Export export;

  FileReplay(
      Path file,
      ReadOptions reading,
      LogReader reader,
      Console console,
      BooleanSupplier confirmed) {
    this.file = checked(file);
    this.reading = reading;
    this.reader = reader;
    this.console = console;
    this.confirmed = confirmed;
    this.export = new Export(file, reading.numbers());
  }

  private static Path checked(Path file) {
    try {
      FileFormat.of(file);
      return file;
    } catch (IllegalArgumentException e) {
      throw new CommandFailure("--out: " + e.getMessage(), 2);
    }
  }

  boolean wasBrokenOff() {
    return export.begun();
  }

  int begin(ReplayPlan plan) {
    console.info(PlanText.of(plan.what().topic(), plan.statistics(), Speed.MAX, null, reading));
    if (!confirmed.getAsBoolean()) {
      return 0;
    }
    try (var _ = console.whenInterrupted(TO_RESUME);
        var bar = console.progress("writing")) {
      var written = export.write(reader, plan.what(), plan.ranges(), bar);
      console.print("%s written into %s".formatted(Quantity.of(written, "record"), file));
    }
    return 0;
  }

  int goOn() {
    console.info(
        "%s was interrupted; resuming with its original options (to start anew, delete %s)"
            .formatted(file, export.progressFile()));
    if (!confirmed.getAsBoolean()) {
      return 0;
    }
    try (var _ = console.whenInterrupted(TO_RESUME);
        var bar = console.progress("writing")) {
      console.print(
          "%s added to %s".formatted(Quantity.of(export.resume(reader, bar), "record"), file));
    }
    return 0;
  }
}
