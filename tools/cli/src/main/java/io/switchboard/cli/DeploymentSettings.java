package io.switchboard.cli;

import io.switchboard.contract.settings.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a deployment in layers. A layer that sets X or X_FILE hides both in the layers
 * below it; a blank value counts as unset.
 *
 * @param layers the first one with a setting wins
 * @param missing a sentence about an address that no layer has, with NAME for its setting
 * @param context the named deployment; null for an {@code up} and for the environment
 * @param directory of a running {@code up}; null for other deployments
 */
record DeploymentSettings(
    List<Layer> layers,
    String missing,
    @Nullable DeploymentContext context,
    @Nullable Path directory) {
  /**
   * The file in the data directory in which {@code up} stores its addresses, as NAME=value lines.
   */
  static final String ADDRESSES = "up.env";

  private static final String FILE = "_FILE";
  private static final Path USUAL_DIRECTORY = Path.of("data");

  /** What decides which servers and topics a command uses. */
  private static final Set<String> CHOOSE_A_DEPLOYMENT =
      Set.of(
          "KAFKA_BOOTSTRAP_SERVERS",
          "DATABASE_URL",
          "REDIS_URL",
          "HTTP_PORT",
          "INGRESS_URL",
          "CXONE_BASE_URL",
          "TOPIC_PREFIX");

  /** With one of them, the environment names a deployment. */
  private static final Set<String> SERVERS =
      Set.of("KAFKA_BOOTSTRAP_SERVERS", "DATABASE_URL", "REDIS_URL", "INGRESS_URL");

  /** The default addresses of the services and servers of {@code up}. */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092",
          "DATABASE_URL", "postgres://postgres:postgres@127.0.0.1:15432/switchboard",
          "REDIS_URL", "redis://127.0.0.1:16379",
          "HTTP_PORT", "8080");

  /**
   * Settings of one source.
   *
   * @param hint a sentence about an address from here, with NAME for its setting
   */
  record Layer(String hint, Map<String, String> variables) {
    /** Whether it has NAME or NAME_FILE. */
    boolean has(String name) {
      return isSet(name) || isSet(name + FILE);
    }

    private boolean isSet(String name) {
      return !variables.getOrDefault(name, "").isBlank();
    }
  }

  /**
   * Reads them.
   *
   * @param process the environment of this process
   * @param named the given data directory, or null: then ./data, and without an {@code up} there
   *     the default addresses, unless the environment names a server
   */
  static DeploymentSettings read(Map<String, String> process, @Nullable Path named) {
    var directory = named == null ? USUAL_DIRECTORY : named;
    var file = directory.resolve(ADDRESSES);
    var written = written(file);
    var environment = new Layer("NAME in the environment gives this address.", process);
    var up =
        new Layer("NAME in " + file + " gives this address; is that `up` still running?", written);
    var defaults =
        new Layer("This is the default address: start `switchboard up`, or set NAME.", DEFAULTS);
    if (Files.exists(file)) {
      return new DeploymentSettings(
          List.of(environment, up),
          "NAME is not in "
              + file
              + ": that `up` does not run this part, or was started with one of your own; set NAME",
          null,
          directory);
    }
    if (named == null && SERVERS.stream().anyMatch(environment::has)) {
      return new DeploymentSettings(
          List.of(environment),
          "NAME is not set, and the default address may be another deployment than the one that the"
              + " environment names; set NAME",
          null,
          null);
    }
    return new DeploymentSettings(
        named == null ? List.of(environment, defaults) : List.of(environment, up),
        "no `up` is running on %s (no %s): start it with `switchboard up --data-dir %s`, or set NAME"
            .formatted(directory, ADDRESSES, directory),
        null,
        null);
  }

  /**
   * Those of a named deployment. The environment adds settings, but no address: a command uses
   * either the servers of the context or none.
   */
  static DeploymentSettings of(DeploymentContext context, Map<String, String> process) {
    var file = context.file();
    var additional = new HashMap<>(process);
    additional.keySet().removeIf(DeploymentSettings::isAddress);
    return new DeploymentSettings(
        List.of(
            new Layer("NAME in " + file + " gives this address.", context.settings()),
            new Layer("NAME in the environment gives this address.", additional)),
        "NAME is not in " + file + ": add it there",
        context,
        null);
  }

  private static boolean isAddress(String name) {
    var plain = name.endsWith(FILE) ? name.substring(0, name.length() - FILE.length()) : name;
    return CHOOSE_A_DEPLOYMENT.contains(plain) || plain.endsWith("_MANAGEMENT_URL");
  }

  private static Map<String, String> written(Path file) {
    var values = new HashMap<String, String>();
    try {
      if (Files.exists(file)) {
        for (var line : Files.readAllLines(file)) {
          var equals = line.indexOf('=');
          if (equals > 0 && !line.startsWith("#")) {
            values.put(line.substring(0, equals), line.substring(equals + 1));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    return values;
  }

  /** All settings. */
  Environment environment() {
    var all = new HashMap<String, String>();
    for (var layer : layers.reversed()) {
      for (var name : layer.variables().keySet()) {
        if (layer.isSet(name)) {
          all.remove(name);
          all.remove(name + FILE);
          if (name.endsWith(FILE)) {
            all.remove(name.substring(0, name.length() - FILE.length()));
          }
        }
      }
      layer
          .variables()
          .forEach(
              (name, value) -> {
                if (!value.isBlank()) {
                  all.put(name, value);
                }
              });
    }
    return new Environment(all);
  }

  /**
   * All settings, with a required one.
   *
   * @throws CommandFailure when it is missing; the message says what to do
   */
  Environment requiring(String name) {
    if (layers.stream().noneMatch(layer -> layer.has(name))) {
      throw new CommandFailure(missing.replace("NAME", name));
    }
    return environment();
  }

  /** Whether no deployment was named and none runs in the usual directory. */
  boolean usesDefaults() {
    return layers.getLast().variables().equals(DEFAULTS);
  }

  /** An {@code up} on a cluster of somebody else does not write its address into the file. */
  boolean usesBrokerOfUp() {
    var name = "KAFKA_BOOTSTRAP_SERVERS";
    return directory != null && !layers.getFirst().has(name) && layers.getLast().isSet(name);
  }

  /** A sentence that says which setting contains an address, and what to do. */
  String hint(String name) {
    return layers.stream()
        .filter(layer -> layer.has(name))
        .findFirst()
        .map(layer -> layer.hint().replace("NAME", layer.isSet(name) ? name : name + FILE))
        .orElse(name + " is not set.");
  }
}
