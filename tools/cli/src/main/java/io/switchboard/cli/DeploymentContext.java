package io.switchboard.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A named deployment in the configuration of the person: {@code ~/.config/switchboard/NAME.yaml}
 * with settings like those of the environment, and {@code production: yes} where commands that
 * write ask first.
 *
 * @param settings variables, secrets preferably as X_FILE
 */
record DeploymentContext(String name, Path file, boolean production, Map<String, String> settings) {
  private static final String SUFFIX = ".yaml";
  private static final String PRODUCTION = "production";
  private static final Set<String> YES = Set.of("yes", "true");
  private static final Set<String> NO = Set.of("no", "false");

  /** The folder of the contexts: below {@code XDG_CONFIG_HOME}, else {@code ~/.config}. */
  static Path folder(Map<String, String> process) {
    var configured = process.getOrDefault("XDG_CONFIG_HOME", "");
    var home = process.getOrDefault("HOME", System.getProperty("user.home", "."));
    var base = configured.isBlank() ? Path.of(home, ".config") : Path.of(configured);
    return base.resolve("switchboard");
  }

  /**
   * Reads one.
   *
   * @throws CommandFailure when there is none of this name, with the names that exist, or when it
   *     cannot be read
   */
  static DeploymentContext read(Path folder, String name) {
    var file = folder.resolve(name + SUFFIX);
    if (!Files.isRegularFile(file)) {
      var known = names(folder);
      throw new CommandFailure(
          "there is no deployment '%s': no directory, and no %s%s"
              .formatted(
                  name, file, known.isEmpty() ? "" : "; there are " + String.join(", ", known)),
          2);
    }
    try {
      return of(name, file, new YAMLMapper().readTree(file.toFile()));
    } catch (IOException _) { // its message quotes lines, which may contain secrets
      throw new CommandFailure(file + " cannot be read as YAML, one NAME: value a line", 2);
    }
  }

  private static DeploymentContext of(String name, Path file, JsonNode yaml) {
    var settings = new HashMap<String, String>();
    var production = false;
    for (var field : yaml.properties()) {
      var value = field.getValue();
      if (field.getKey().equals(PRODUCTION)) {
        production = isYes(file, value.asText());
      } else if (field.getKey().matches("[A-Z][A-Z0-9_]*") && value.isValueNode()) {
        settings.put(field.getKey(), value.asText());
      } else {
        throw new CommandFailure(
            "%s: '%s' is no setting; say production: yes, or NAME: value like in the environment"
                .formatted(file, field.getKey()),
            2);
      }
    }
    return new DeploymentContext(name, file, production, Map.copyOf(settings));
  }

  private static boolean isYes(Path file, String text) {
    if (!YES.contains(text) && !NO.contains(text)) {
      throw new CommandFailure(file + ": production is yes or no", 2);
    }
    return YES.contains(text);
  }

  private static List<String> names(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(SUFFIX))
          .map(file -> file.substring(0, file.length() - SUFFIX.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
  }
}
