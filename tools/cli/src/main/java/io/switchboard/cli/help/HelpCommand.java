package io.switchboard.cli.help;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code switchboard help COMMAND ...}: the same as {@code --help} behind the command. */
@Command(
    name = "help",
    mixinStandardHelpOptions = true,
    description = "Show what a command does, with an example.",
    footer = {"", "Example:", "  switchboard help dnc import"})
public final class HelpCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "A command, and its command.")
  private List<String> path = List.of();

  @Override
  public Integer call() {
    var line = spec.root().commandLine();
    for (var name : path) {
      var next = line.getSubcommands().get(name);
      if (next == null) {
        throw new UnmatchedArgumentException(line, List.of(name));
      }
      line = next;
    }
    line.usage(spec.commandLine().getOut());
    spec.commandLine().getOut().flush();
    return CommandLine.ExitCode.OK;
  }
}
