package io.switchboard.cli.ivr;

import io.switchboard.ivr.definition.DefinitionDifference;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what callers will notice. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = "Tell in plain words what differs between two menus.",
    footer = {"", "Example:", "  switchboard ivr diff shipped my-menu.yaml"})
final class DiffCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "A", description = "The menu before, or: shipped.")
  private String before = MenuText.SHIPPED;

  @Parameters(index = "1", paramLabel = "B", description = "The menu after, or: shipped.")
  private String after = MenuText.SHIPPED;

  @Override
  public Integer call() {
    var sentences =
        DefinitionDifference.between(MenuText.definition(before), MenuText.definition(after));
    var out = spec.commandLine().getOut();
    if (sentences.isEmpty()) {
      out.println("Callers would notice nothing.");
    }
    sentences.forEach(out::println);
    out.flush();
    return 0;
  }
}
