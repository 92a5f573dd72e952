package io.switchboard.cli.help;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code switchboard completion}: completion for shells. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = "Print a script with which bash and zsh complete commands and options.",
    footer = {
      "",
      "Example: for this shell; put the line into ~/.bashrc for all",
      "  source <(switchboard completion)"
    })
public final class CompletionCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() {
    var root = spec.root().commandLine();
    var out = spec.commandLine().getOut();
    out.print(AutoComplete.bash(root.getCommandName(), root));
    out.flush();
    return 0;
  }
}
