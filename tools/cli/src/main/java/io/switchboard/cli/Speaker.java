package io.switchboard.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** What a command tells its user: how it goes on stderr, what came of it on stdout. */
public record Speaker(CommandSpec spec) {

  /** Lines about how it goes. */
  public void says(List<String> lines) {
    var err = spec.commandLine().getErr();
    lines.forEach(err::println);
    err.flush();
  }

  /** A line about how it goes. */
  public void says(String line) {
    says(List.of(line));
  }

  /** A line that is the result, or a part of it. */
  public void reports(String line) {
    var out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }

  /** How far something has come. */
  public ProgressLine progress(String what) {
    return new ProgressLine(what, spec.commandLine().getErr());
  }
}
