package io.switchboard.cli.dnc;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Who may be called, since when and why. */
@Command(
    name = "dnc",
    mixinStandardHelpOptions = true,
    description = "Who may be called, since when and why: enter, explain, prove, rebuild.",
    subcommands = {
      ExplainCommand.class,
      ExportCommand.class,
      ImportCommand.class,
      OptInCommand.class,
      OptOutCommand.class,
      RebuildCommand.class,
      ResolveCommand.class,
      VerifyCommand.class,
    },
    footer = {
      "",
      "Example: somebody calls and asks not to be called again; later, what do we know?",
      "  switchboard dnc opt-out '+14155552671' --by jane --reason 'asked on the phone'",
      "  switchboard dnc explain '+14155552671'"
    })
public final class DncCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return CommandLine.ExitCode.USAGE;
  }
}
