package io.switchboard.cli.dispositions;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What agents' disposition codes mean. */
@Command(
    name = "dispositions",
    mixinStandardHelpOptions = true,
    description = "Check disposition rules, and find the codes that no rule names.",
    subcommands = {CheckCommand.class, RulesCommand.class, UnknownCommand.class},
    footer = {
      "",
      "Example: write rules of your own, check them, run with them",
      "  switchboard dispositions rules > dispositions.yaml",
      "  switchboard dispositions check dispositions.yaml",
      "  DISPOSITIONS_FILE=dispositions.yaml switchboard up"
    })
public final class DispositionsCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return CommandLine.ExitCode.USAGE;
  }
}
