package io.switchboard.cli.ivr;

import io.switchboard.cli.DeploymentOptions;
import io.switchboard.ivr.definition.DefinitionDifference;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what callers will notice. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = "Describe the differences between two menus.",
    footer = {
      "",
      "A and B are files, or: shipped, active, the start of a hash of `ivr list`.",
      "",
      "Example: what would change for callers",
      "  switchboard ivr diff active my-menu.yaml"
    })
final class DiffCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "A", description = "The menu before.")
  private String before = MenuText.SHIPPED;

  @Parameters(index = "1", paramLabel = "B", description = "The menu after.")
  private String after = MenuText.SHIPPED;

  @Mixin private final DeploymentOptions deployment = new DeploymentOptions();

  @Override
  public Integer call() {
    var sentences =
        DefinitionDifference.between(
            MenuText.definition(before, deployment), MenuText.definition(after, deployment));
    var out = spec.commandLine().getOut();
    if (sentences.isEmpty()) {
      out.println("Callers would notice nothing.");
    }
    sentences.forEach(out::println);
    out.flush();
    return 0;
  }
}
