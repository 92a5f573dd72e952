package io.switchboard.cli.ivr;

import io.switchboard.cli.DeploymentOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the shipped menu, or one of a deployment. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Print a menu as YAML, as a start for your own.",
    footer = {
      "",
      "MENU is shipped (the default), active, previous, or the start of a hash of `ivr list`.",
      "Only shipped asks no deployment.",
      "",
      "Example: change the menu that callers hear now",
      "  switchboard ivr show active > my-menu.yaml",
      "  switchboard ivr diff active my-menu.yaml"
    })
final class ShowCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "MENU",
      defaultValue = MenuText.SHIPPED,
      description = "The menu (default: ${DEFAULT-VALUE}).")
  private String menu = MenuText.SHIPPED;

  @Mixin private final DeploymentOptions deployment = new DeploymentOptions();

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(MenuText.yaml(menu, deployment));
    spec.commandLine().getOut().flush();
    return 0;
  }
}
