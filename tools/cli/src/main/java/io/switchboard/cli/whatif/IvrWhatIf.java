package io.switchboard.cli.whatif;

import io.switchboard.cli.CommandFailure;
import io.switchboard.ivr.definition.CheckedDefinition;
import io.switchboard.ivr.definition.DefinitionFile;
import io.switchboard.ivr.definition.DefinitionFile.Transfers;
import io.switchboard.replay.whatif.scenarios.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Another menu for recorded calls. */
@Command(
    name = "ivr",
    mixinStandardHelpOptions = true,
    description = {
      "Play recorded calls with another ivr.yaml. Callers press the recorded keys, also after"
          + " other prompts."
    },
    footer = {
      "",
      "Example: yesterday's calls with a changed menu",
      "  switchboard what-if ivr my-menu.yaml --from yesterday --to today"
    })
final class IvrWhatIf implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The menu, or: shipped (default: the menus that were active then).")
  private @Nullable String file;

  @Mixin private final ComparisonOptions comparison = new ComparisonOptions();

  @Override
  public Integer call() {
    var kafka = comparison.kafka();
    comparison.environment().check();
    return comparison.run(
        new Scenarios(kafka).ivr(file == null ? null : menu(file), comparison.againstRules()),
        spec);
  }

  private static CheckedDefinition menu(String file) {
    try {
      var text =
          file.equals("shipped") ? DefinitionFile.shippedText() : Files.readString(Path.of(file));
      return DefinitionFile.read(text, Transfers.POSSIBLE)
          .checked()
          .orElseThrow(
              () ->
                  new CommandFailure(
                      file + " has faults; `switchboard ivr check " + file + "` names them", 2));
    } catch (IOException e) {
      throw CommandFailure.unreadable(file, e);
    }
  }
}
