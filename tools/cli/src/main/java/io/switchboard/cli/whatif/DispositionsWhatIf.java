package io.switchboard.cli.whatif;

import io.switchboard.cli.CommandFailure;
import io.switchboard.disposition.RulesFile;
import io.switchboard.disposition.severity.DispositionRules;
import io.switchboard.replay.whatif.scenarios.Scenarios;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Other rules for call results. */
@Command(
    name = "dispositions",
    mixinStandardHelpOptions = true,
    description = "Classify recorded call results by another dispositions.yaml.",
    footer = {
      "",
      "Example: in a build, before a changed file is used",
      "  switchboard what-if dispositions my-dispositions.yaml --from -7d -o json"
    })
final class DispositionsWhatIf implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The rules (default: DISPOSITIONS_FILE, else the shipped ones).")
  private @Nullable Path file;

  @Mixin private final ComparisonOptions comparison = new ComparisonOptions();

  @Override
  public Integer call() {
    var kafka = comparison.kafka();
    var inForce =
        comparison
            .environment()
            .parsed(
                "DISPOSITIONS_FILE",
                RulesFile::shipped,
                "dispositions.yaml",
                name -> RulesFile.read(Path.of(name)));
    var then = file == null ? inForce : read(file);
    return comparison.run(
        new Scenarios(kafka).dispositions(comparison.againstRules() ? inForce : null, then), spec);
  }

  private static DispositionRules read(Path file) {
    try {
      return RulesFile.read(file);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), 2);
    }
  }
}
