package io.switchboard.cli.ivr;

import io.switchboard.cli.DeploymentOptions;
import io.switchboard.contract.text.Quantity;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reports all problems of a menu. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Check a menu; exit code 1 when it has faults, each with line and column.",
    footer = {
      "",
      "Transfers go to TRANSFER_URL, a setting of ingress. With"
          + " SWITCHBOARD_ENV=production a transfer without it is a fault, else a warning.",
      "",
      "Example:",
      "  switchboard ivr check my-menu.yaml"
    })
final class CheckMenuCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The menu, or: shipped.")
  private String file = MenuText.SHIPPED;

  @Mixin private final DeploymentOptions deployment = new DeploymentOptions();

  @Override
  public Integer call() {
    var menu = MenuCheck.run(file, deployment, spec.commandLine().getErr());
    menu.checked()
        .ifPresent(
            checked -> {
              var definition = checked.definition();
              spec.commandLine()
                  .getOut()
                  .printf(
                      "%s is valid: %s, %s, %s%n",
                      file,
                      Quantity.of(definition.nodes().size(), "node"),
                      Quantity.of(definition.globals().size(), "global"),
                      checked.hash().substring(0, 12));
              spec.commandLine().getOut().flush();
            });
    return menu.checked().isPresent() ? 0 : 1;
  }
}
