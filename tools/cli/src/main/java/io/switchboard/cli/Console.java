package io.switchboard.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** The output of a command: information on stderr, results on stdout. */
public record Console(CommandSpec spec) {

  /** Prints lines of information to stderr. */
  public void info(List<String> lines) {
    var err = spec.commandLine().getErr();
    lines.forEach(err::println);
    err.flush();
  }

  /** Prints a line of information to stderr. */
  public void info(String line) {
    info(List.of(line));
  }

  /** Prints a line of the result to stdout. */
  public void print(String line) {
    var out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }

  /** A progress display on stderr. */
  public ProgressLine progress(String what) {
    return new ProgressLine(what, spec.commandLine().getErr());
  }
}
