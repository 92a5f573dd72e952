package io.switchboard.cli;

import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.contract.settings.DefaultRegion;
import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.sink.redis.RedisMirror;
import io.switchboard.standalone.servers.ServerCheck;
import io.switchboard.standalone.servers.UnreachableServerException;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which deployment a command works on, as a picocli mixin. A setting comes from the environment of
 * the process; else from what the {@code up} of the data directory wrote down; else, when there is
 * no {@code up} and no data directory was named, it is the default address of {@code up}.
 *
 * <p>A server is asked whether it is there before it is handed to a command, so that every command
 * says soon which address does not answer and which setting gives it.
 */
public final class DeploymentOptions {
  /** Where {@code up} writes its addresses down, in the data directory, as NAME=value lines. */
  public static final String ADDRESSES = DeploymentSettings.ADDRESSES;

  private static final String DATA_DIR = "SWITCHBOARD_DATA_DIR";

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "The data directory of `up`, for its addresses (default: ./data).")
  private @Nullable Path dataDir;

  private @Nullable DeploymentSettings settings;

  /** The settings by which to reach the deployment. */
  public Environment environment() {
    return settings().environment();
  }

  /**
   * The cluster, which answers.
   *
   * @throws UnreachableServerException it does not
   */
  public KafkaSettings kafka() {
    var kafka = kafkaUnchecked();
    new ServerCheck().kafka(kafka, settings().hint("KAFKA_BOOTSTRAP_SERVERS"));
    return kafka;
  }

  /** The cluster and the topics' prefix; nothing is asked of it. */
  public KafkaSettings kafkaUnchecked() {
    var environment = settings().having("KAFKA_BOOTSTRAP_SERVERS");
    var kafka = KafkaSettings.read(environment);
    environment.check();
    return kafka;
  }

  /**
   * PostgreSQL, which answers.
   *
   * @throws UnreachableServerException it does not
   */
  public DatabaseSettings database() {
    var database = databaseUnchecked();
    new ServerCheck().database(database, settings().hint("DATABASE_URL"));
    return database;
  }

  /** PostgreSQL; nothing is asked of it. */
  public DatabaseSettings databaseUnchecked() {
    var environment = settings().having("DATABASE_URL");
    var database = DatabaseSettings.read(environment);
    environment.check();
    return database;
  }

  /**
   * The address of Redis, which answers.
   *
   * @throws UnreachableServerException it does not
   */
  public String redis() {
    var environment = settings().having("REDIS_URL");
    var url = RedisMirror.url(environment);
    environment.check();
    var known = url.orElseThrow(() -> new CommandFailure("REDIS_URL is not set", 2));
    new ServerCheck().redis(known, settings().hint("REDIS_URL"));
    return known;
  }

  /**
   * The address of ingress, which answers.
   *
   * @param given what the command line says; null for the one of this deployment
   * @throws UnreachableServerException it does not
   */
  public URI ingress(@Nullable URI given) {
    if (given != null) {
      new ServerCheck().http("ingress", given, "--url gives this address.");
      return given;
    }
    var environment = settings().having("HTTP_PORT");
    var port = environment.number("HTTP_PORT", 8080, 1, 65_535);
    environment.check();
    var url = URI.create("http://127.0.0.1:" + port);
    new ServerCheck().http("ingress", url, settings().hint("HTTP_PORT"));
    return url;
  }

  /** Where national forms of phone numbers belong. */
  public String region() {
    var environment = environment();
    var region = DefaultRegion.read(environment);
    environment.check();
    return region;
  }

  /** A sentence that says which setting gives an address, and what to do. */
  public String hint(String name) {
    return settings().hint(name);
  }

  private DeploymentSettings settings() {
    var known = settings;
    if (known == null) {
      var process = System.getenv();
      var named = dataDir != null ? dataDir : path(process.get(DATA_DIR));
      known = DeploymentSettings.read(process, named);
      settings = known;
    }
    return known;
  }

  private static @Nullable Path path(@Nullable String text) {
    return text == null || text.isBlank() ? null : Path.of(text.strip());
  }
}
