package io.switchboard.cli.ivr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.DeploymentOptions;
import io.switchboard.contract.event.ivr.PublishedDefinition;
import io.switchboard.ivr.activation.DefinitionCatalog;
import io.switchboard.ivr.definition.DefinitionFile;
import io.switchboard.ivr.definition.DefinitionFile.Transfers;
import io.switchboard.ivr.menu.MenuDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A menu on the command line: a file, the word {@code shipped}, {@code active} or {@code previous},
 * or the start of a hash of {@code ivr list}.
 */
final class MenuText {
  static final String SHIPPED = "shipped";
  static final String ACTIVE = "active";
  static final String PREVIOUS = "previous";
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{6,64}");
  private static final Pattern BEGIN_OF_A_HASH = Pattern.compile("[0-9a-f]{1,5}");

  private MenuText() {}

  private static String read(String name) {
    if (name.equals(SHIPPED)) {
      return DefinitionFile.shippedText();
    }
    try {
      return Files.readString(Path.of(name));
    } catch (IOException e) {
      if (BEGIN_OF_A_HASH.matcher(name).matches()) {
        throw new CommandFailure(
            "there is no file '" + name + "', and a hash of `ivr list` needs 6 characters", 2);
      }
      throw CommandFailure.unreadable(name, e);
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
    if (!isOfDeployment(name)) {
      return definition(name);
    }
    var menu = activated(name, deployment);
    return DefinitionFile.stored(menu.body().toString(), menu.hash());
  }

  /** The text of a file, or of a menu of a deployment. */
  static String read(String name, DeploymentOptions deployment) {
    return isOfDeployment(name) ? activated(name, deployment).body().toString() : read(name);
  }

  /** As above, a menu of a deployment as YAML; it is stored as JSON. */
  static String yaml(String name, DeploymentOptions deployment) {
    if (!isOfDeployment(name)) {
      return read(name);
    }
    try {
      return new YAMLMapper()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .writeValueAsString(activated(name, deployment).body());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was parsed can be written", e);
    }
  }

  private static boolean isOfDeployment(String name) {
    var known = name.equals(ACTIVE) || name.equals(PREVIOUS) || HASH.matcher(name).matches();
    return known && !Files.exists(Path.of(name));
  }

  private static PublishedDefinition activated(String name, DeploymentOptions deployment) {
    var catalog = DefinitionCatalog.read(deployment.kafka());
    var found =
        switch (name) {
          case ACTIVE -> catalog.inForce();
          case PREVIOUS -> catalog.previous();
          default -> catalog.find(name);
        };
    return found.orElseThrow(() -> new CommandFailure(missing(name)));
  }

  private static String missing(String name) {
    return name.equals(PREVIOUS)
        ? "no other menu has been active; `switchboard ivr list` shows them"
        : "there is no menu '" + name + "', or several; `switchboard ivr list` shows them";
  }
}
