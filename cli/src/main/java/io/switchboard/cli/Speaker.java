package io.switchboard.cli.replay;

import io.switchboard.cli.ProgressLine;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** What a command tells its user: how it goes on stderr, what came of it on stdout. */
record Speaker(CommandSpec spec) {

  void says(List<String> lines) {
    var err = spec.commandLine().getErr();
    lines.forEach(err::println);
    err.flush();
  }

  void says(String line) {
    says(List.of(line));
  }

  void reports(String line) {
    var out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }

  ProgressLine progress(String what) {
    return new ProgressLine(what, spec.commandLine().getErr());
  }
}
