package io.switchboard.cli.replay;

import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.Console;
import io.switchboard.replay.copy.Export;
import io.switchboard.replay.copy.FileFormat;
import io.switchboard.replay.copy.Speed;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.text.NumberMasking;
import java.nio.file.Path;

/** A replay to a file; a second call resumes an interrupted one. */
final class FileReplay {
  private final Path file;
  private final NumberMasking numbers;
  private final LogReader reader;
  private final Console console;
  private final boolean yes;
  private final Export export;

  FileReplay(Path file, NumberMasking numbers, LogReader reader, Console console, boolean yes) {
    this.file = checked(file);
    this.numbers = numbers;
    this.reader = reader;
    this.console = console;
    this.yes = yes;
    this.export = new Export(file, numbers);
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
    console.info(PlanText.of(plan.what().topic(), plan.statistics(), Speed.MAX, null, numbers));
    if (!yes) {
      console.info("Nothing was written. Add --yes to write " + file + ".");
      return 0;
    }
    try (var bar = console.progress("writing")) {
      var written = export.write(reader, plan.what(), plan.ranges(), bar);
      console.print("%,d records written into %s".formatted(written, file));
    }
    return 0;
  }

  int goOn() {
    console.info(file + " was interrupted; resuming with its original options.");
    if (!yes) {
      console.info("Nothing was written. Add --yes, or delete " + export.progressFile() + ".");
      return 0;
    }
    try (var bar = console.progress("writing")) {
      console.print("%,d records added to %s".formatted(export.resume(reader, bar), file));
    }
    return 0;
  }
}
