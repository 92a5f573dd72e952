package io.switchboard.cli.ivr;

import io.switchboard.cli.DeploymentOptions;
import io.switchboard.cli.ZoneOptions;
import io.switchboard.cli.output.OutputOptions;
import io.switchboard.cli.output.ResultTable;
import io.switchboard.contract.event.ivr.PublishedDefinition;
import io.switchboard.ivr.activation.DefinitionCatalog;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the menus of a deployment. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "List all menus that were activated, the active one first.",
    footer = {"", "Example:", "  switchboard ivr list"})
final class ListCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Mixin private final OutputOptions output = new OutputOptions();
  @Mixin private final ZoneOptions zone = new ZoneOptions();
  @Mixin private final DeploymentOptions deployment = new DeploymentOptions();

  @Override
  public Integer call() {
    var catalog = DefinitionCatalog.read(deployment.kafka());
    var inForce = catalog.inForce().map(PublishedDefinition::hash).orElse("");
    var table = new ResultTable("state", "hash", "activated", "by", "name", "reason");
    for (var definition : catalog.definitions()) {
      var activated = definition.activatedAt();
      table.add(
          definition.hash().equals(inForce) ? "active" : "",
          definition.hash().substring(0, 12),
          activated == null ? "never completely" : activated,
          Objects.requireNonNullElse(definition.activatedBy(), ""),
          definition.name(),
          Objects.requireNonNullElse(definition.reason(), ""));
    }
    output.print(
        table,
        "No menu has been activated; `switchboard ivr activate shipped` activates one.",
        zone.zone(),
        spec);
    return 0;
  }
}
