package io.switchboard.cli.ivr;

import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.DeploymentOptions;
import io.switchboard.ivr.activation.DefinitionCatalog;
import io.switchboard.ivr.definition.DefinitionFile;
import io.switchboard.ivr.definition.DefinitionFile.Transfers;
import io.switchboard.ivr.menu.MenuDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A menu on the command line: a file, the word {@code shipped}, the word {@code active}, or the
 * start of a hash of {@code ivr list}.
 */
final class MenuText {
  static final String SHIPPED = "shipped";
  static final String ACTIVE = "active";
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{6,64}");

  private MenuText() {}

  static String read(String name) {
    if (name.equals(SHIPPED)) {
      return DefinitionFile.shippedText();
    }
    try {
      return Files.readString(Path.of(name));
    } catch (IOException e) {
      throw new CommandFailure("cannot read " + name, 2);
    }
  }

  /** A valid menu for display; it needs no TRANSFER_URL. */
  static MenuDefinition definition(String name) {
    return DefinitionFile.read(read(name), Transfers.POSSIBLE)
        .definition()
        .orElseThrow(
            () ->
                new CommandFailure(
                    name + " has faults; `switchboard ivr check " + name + "` names them"));
  }

  /** As above, or an activated one of a deployment. */
  static MenuDefinition definition(String name, DeploymentOptions deployment) {
    var known = name.equals(ACTIVE) || HASH.matcher(name).matches();
    return known && !Files.exists(Path.of(name)) ? activated(name, deployment) : definition(name);
  }

  private static MenuDefinition activated(String name, DeploymentOptions deployment) {
    var catalog = DefinitionCatalog.read(deployment.kafka());
    return (name.equals(ACTIVE) ? catalog.inForce() : catalog.find(name))
        .map(menu -> DefinitionFile.stored(menu.body().toString(), menu.hash()))
        .orElseThrow(
            () ->
                new CommandFailure(
                    "there is no menu '"
                        + name
                        + "', or several; `switchboard ivr list` shows them"));
  }
}
