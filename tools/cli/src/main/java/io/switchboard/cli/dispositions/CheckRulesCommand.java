package io.switchboard.cli.dispositions;

import io.switchboard.cli.CommandFailure;
import io.switchboard.disposition.RulesFile;
import io.switchboard.disposition.severity.DispositionRules;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reports the problems of a rules file, or its content. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Check a rules file; exit code 1 when a service would refuse it.",
    footer = {
      "",
      "Example: what would these rules make of codes 1001 and 777?",
      "  switchboard dispositions check dispositions.yaml --code 1001 --code 777"
    })
final class CheckRulesCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The rules file.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path file;

  @Option(
      names = "--code",
      paramLabel = "CODE",
      description = "Also say what this code means; may be given more than once.")
  private List<String> codes = List.of();

  @Override
  public Integer call() {
    var check = RulesFile.check(text());
    var err = spec.commandLine().getErr();
    for (var problem : check.problems()) {
      err.println((problem.fatal() ? "error: " : "warning: ") + file + ": " + problem);
    }
    err.flush();
    if (check.rules().isEmpty()) {
      return 1;
    }
    print(check.rules().get(), spec.commandLine().getOut());
    return 0;
  }

  private void print(DispositionRules rules, PrintWriter out) {
    out.println("version " + rules.version());
    for (var rule : rules.rules()) {
      out.printf(
          "%-8s  %-20s  %s  (%s)%n",
          rule.severity().wireName(), rule.category(), String.join(" ", rule.codes()), rule.id());
    }
    out.printf("%-8s  %-20s  %s%n", "low", "unclassified", "any other code");
    for (var code : codes) {
      var meaning = rules.classify(code);
      out.println(
          code
              + " -> "
              + meaning.category()
              + ", "
              + meaning.severity().wireName()
              + " ("
              + meaning.ruleId()
              + ")");
    }
    out.flush();
  }

  private String text() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw CommandFailure.unreadable(file, e);
    }
  }
}
