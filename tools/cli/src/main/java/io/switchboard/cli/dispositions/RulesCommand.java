package io.switchboard.cli.dispositions;

import io.switchboard.disposition.RulesFile;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the shipped rules, as a file to start from. */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    description = "Print the shipped rules, or the JSON Schema of rules files.",
    footer = {"", "Example:", "  switchboard dispositions rules > dispositions.yaml"})
final class RulesCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Option(names = "--schema", description = "The JSON Schema instead, for editors.")
  private boolean schema;

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    out.print(schema ? RulesFile.schema() : RulesFile.shippedText());
    out.flush();
    return 0;
  }
}
