package io.switchboard.cli.ivr;

import io.switchboard.ivr.definition.DefinitionFile;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the shipped menu. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Print the menu that this program ships, as a start for your own.",
      "It asks no deployment: `ivr list` shows which menus one has."
    },
    footer = {"", "Example:", "  switchboard ivr show > my-menu.yaml"})
final class ShowCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(DefinitionFile.shippedText());
    spec.commandLine().getOut().flush();
    return 0;
  }
}
