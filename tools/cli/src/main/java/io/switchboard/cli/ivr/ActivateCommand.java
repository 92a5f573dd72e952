package io.switchboard.cli.ivr;

import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.DeploymentOptions;
import io.switchboard.ivr.activation.DefinitionPublisher;
import io.switchboard.ivr.definition.DefinitionFile;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Activates a menu. */
@Command(
    name = "activate",
    mixinStandardHelpOptions = true,
    description = "Activate a menu: new calls use it from now on, open calls keep theirs.",
    footer = {
      "",
      "Example:",
      "  switchboard ivr activate my-menu.yaml --transfer-url https://cxone.example.com/transfer"
    })
final class ActivateCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The menu, or: shipped.")
  private String file = MenuText.SHIPPED;

  @Option(
      names = "--if-none",
      description = "Only if no menu has been activated: for the first start of a deployment.")
  private boolean ifNone;

  @Mixin private final TransferUrl transferUrl = new TransferUrl();
  @Mixin private final DeploymentOptions deployment = new DeploymentOptions();

  @Override
  public Integer call() {
    var menu = DefinitionFile.read(MenuText.read(file), transferUrl.transfers());
    var err = spec.commandLine().getErr();
    menu.problems().forEach(problem -> err.println(file + ":" + problem));
    err.flush();
    var checked =
        menu.checked()
            .orElseThrow(() -> new CommandFailure(file + " has faults and is not activated"));
    try (var publisher = new DefinitionPublisher(deployment.kafka(), "/switchboard/cli")) {
      if (!ifNone) {
        var inForce = publisher.activate(checked, Instant.now());
        if (!inForce.hash().equals(checked.hash())) {
          throw new CommandFailure(
              "%s (%s) was activated at the same time and is the active one; to replace it, activate %s again"
                  .formatted(inForce.name(), inForce.hash().substring(0, 12), file));
        }
      } else if (!publisher.activateIfNone(checked, Instant.now())) {
        err.println("a menu is already active; it stays");
        err.flush();
        return 0;
      }
    }
    var out = spec.commandLine().getOut();
    out.println(checked.definition().name() + " is active: " + checked.hash().substring(0, 12));
    out.flush();
    return 0;
  }
}
