package io.switchboard.cli;

import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.contract.settings.DefaultRegion;
import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.sink.redis.RedisMirror;
import io.switchboard.standalone.servers.ServerCheck;
import io.switchboard.standalone.servers.UnreachableServerException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The deployment that a command uses, as a picocli mixin. A setting comes from the environment of
 * the process, else from the file of {@code up} in the data directory, else, when there is no
 * {@code up} and no data directory was given, from the default addresses of {@code up}. A named
 * deployment is a {@link DeploymentContext}, whose addresses the environment does not change.
 *
 * <p>A server is checked before a command uses it, so that every command reports soon which address
 * does not answer and which setting contains it.
 */
public final class DeploymentOptions {
  /**
   * The file in the data directory in which {@code up} stores its addresses, as NAME=value lines.
   */
  public static final String ADDRESSES = DeploymentSettings.ADDRESSES;

  private static final String DATA_DIR = "SWITCHBOARD_DATA_DIR";
  private static final String DEPLOYMENT = "SWITCHBOARD_DEPLOYMENT";
  private static final String INGRESS_URL = "INGRESS_URL";

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "The data directory of `up`, for its addresses (default: data).")
  private @Nullable Path dataDir;

  @Option(
      names = "--deployment",
      paramLabel = "NAME|DIR",
      description =
          "A deployment of ~/.config/switchboard/NAME.yaml, or a data directory of `up`"
              + " (default: SWITCHBOARD_DEPLOYMENT).")
  private @Nullable String deployment;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // by picocli
  private CommandSpec mixee;

  private @Nullable DeploymentSettings settings;

  /** The settings of the deployment. */
  public Environment environment() {
    return settings().environment();
  }

  /**
   * The cluster, after a check.
   *
   * @throws UnreachableServerException when it does not answer
   */
  public KafkaSettings kafka() {
    var kafka = kafkaUnchecked();
    new ServerCheck(mixee.commandLine().getErr()::println)
        .kafka(kafka, settings().hint("KAFKA_BOOTSTRAP_SERVERS"));
    return kafka;
  }

  /** The cluster and the topics' prefix, without a check. */
  public KafkaSettings kafkaUnchecked() {
    var environment = settings().requiring("KAFKA_BOOTSTRAP_SERVERS");
    var kafka = KafkaSettings.read(environment);
    environment.check();
    return kafka;
  }

  /**
   * PostgreSQL, after a check.
   *
   * @throws UnreachableServerException when it does not answer
   */
  public DatabaseSettings database() {
    var database = databaseUnchecked();
    new ServerCheck().database(database, settings().hint("DATABASE_URL"));
    return database;
  }

  /** PostgreSQL, without a check. */
  public DatabaseSettings databaseUnchecked() {
    var environment = settings().requiring("DATABASE_URL");
    var database = DatabaseSettings.read(environment);
    environment.check();
    return database;
  }

  /**
   * The address of Redis, after a check.
   *
   * @throws UnreachableServerException when it does not answer
   */
  public String redis() {
    var environment = settings().requiring("REDIS_URL");
    var url = RedisMirror.url(environment);
    environment.check();
    var known = url.orElseThrow(() -> new CommandFailure("REDIS_URL is not set", 2));
    new ServerCheck().redis(known, settings().hint("REDIS_URL"));
    return known;
  }

  /**
   * The address of ingress, after a check.
   *
   * @param given from the command line; null for the one of this deployment
   * @throws UnreachableServerException when it does not answer
   */
  public URI ingress(@Nullable URI given) {
    if (given != null) {
      new ServerCheck().http("ingress", given, "--url gives this address.");
      return given;
    }
    var configured = environment().text(INGRESS_URL);
    if (configured.isPresent()) {
      var address = URI.create(configured.get());
      new ServerCheck().http("ingress", address, settings().hint(INGRESS_URL));
      return address;
    }
    var environment = settings().requiring("HTTP_PORT");
    var port = environment.number("HTTP_PORT", 8080, 1, 65_535);
    environment.check();
    var url = URI.create("http://127.0.0.1:" + port);
    new ServerCheck().http("ingress", url, settings().hint("HTTP_PORT"));
    return url;
  }

  /** The region of national phone numbers. */
  public String region() {
    var environment = environment();
    var region = DefaultRegion.read(environment);
    environment.check();
    return region;
  }

  /** A sentence that says which setting contains an address, and what to do. */
  public String hint(String name) {
    return settings().hint(name);
  }

  /** The data directory of a running {@code up}; empty for other deployments. */
  public Optional<Path> directory() {
    return Optional.ofNullable(settings().directory());
  }

  /** Whether the cluster is the one broker that a running {@code up} has started. */
  public boolean usesBrokerOfUp() {
    return settings().usesBrokerOfUp();
  }

  /**
   * Whether the default addresses of {@code up} count. They do not for a deployment that was named:
   * another one may run there.
   */
  public boolean usesDefaults() {
    return settings().usesDefaults();
  }

  private DeploymentSettings settings() {
    var known = settings;
    if (known == null) {
      known = read(System.getenv());
      settings = known;
    }
    return known;
  }

  private DeploymentSettings read(Map<String, String> process) {
    if (dataDir != null && deployment != null) {
      throw new CommandFailure("--data-dir and --deployment exclude each other", 2);
    }
    if (dataDir != null) {
      return DeploymentSettings.read(process, dataDir);
    }
    var named = deployment != null ? deployment : process.getOrDefault(DEPLOYMENT, "").strip();
    if (named.isEmpty()) {
      return DeploymentSettings.read(process, path(process.get(DATA_DIR)));
    }
    return named.contains("/") || Files.isDirectory(Path.of(named))
        ? DeploymentSettings.read(process, Path.of(named))
        : DeploymentSettings.of(
            DeploymentContext.read(DeploymentContext.folder(process), named), process);
  }

  /** Whether a setting, or its X_FILE, has a value. */
  public boolean has(String name) {
    return settings().environment().text(name).isPresent();
  }

  /** Whether the deployment is in production, by its file or by SWITCHBOARD_ENV. */
  public boolean isProduction() {
    return production().isPresent()
        || environment().text("SWITCHBOARD_ENV").filter("production"::equals).isPresent();
  }

  /** The name of the deployment when it is in production: commands that write ask first. */
  Optional<String> production() {
    return Optional.ofNullable(settings().context())
        .filter(DeploymentContext::production)
        .map(DeploymentContext::name);
  }

  private static @Nullable Path path(@Nullable String text) {
    return text == null || text.isBlank() ? null : Path.of(text.strip());
  }
}
