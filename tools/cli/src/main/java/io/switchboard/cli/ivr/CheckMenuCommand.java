package io.switchboard.cli.ivr;

import io.switchboard.ivr.definition.DefinitionFile;
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
      "Example:",
      "  switchboard ivr check my-menu.yaml --transfer-url https://cxone.example.com/transfer"
    })
final class CheckMenuCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The menu, or: shipped.")
  private String file = MenuText.SHIPPED;

  @Mixin private final TransferUrl transferUrl = new TransferUrl();

  @Override
  public Integer call() {
    var menu = DefinitionFile.read(MenuText.read(file), transferUrl.transfers());
    var err = spec.commandLine().getErr();
    menu.problems().forEach(problem -> err.println(file + ":" + problem));
    err.flush();
    menu.checked()
        .ifPresent(
            checked -> {
              var definition = checked.definition();
              spec.commandLine()
                  .getOut()
                  .printf(
                      "%s is valid: %d nodes, %d globals, %s%n",
                      file,
                      definition.nodes().size(),
                      definition.globals().size(),
                      checked.hash().substring(0, 12));
              spec.commandLine().getOut().flush();
            });
    return menu.checked().isPresent() ? 0 : 1;
  }
}
