package io.switchboard.cli.ivr;

import io.switchboard.ivr.definition.DefinitionFile;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the JSON Schema of menus. */
@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    description = "Print the JSON Schema of menus, for editors.",
    footer = {"", "Example:", "  switchboard ivr schema > ivr.schema.json"})
final class SchemaCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(DefinitionFile.schemaText());
    spec.commandLine().getOut().flush();
    return 0;
  }
}
