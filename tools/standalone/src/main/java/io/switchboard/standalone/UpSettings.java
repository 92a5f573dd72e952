package io.switchboard.standalone;

import io.switchboard.contract.settings.Environment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The settings of {@code up}.
 *
 * @param variables the environment of the process; servers that it names are not embedded
 * @param infraOnly only broker, PostgreSQL and Redis
 * @param traffic calls per second that the simulated tenant plays; 0 for none
 */
public record UpSettings(
    Path dataDir, Ports ports, Map<String, String> variables, boolean infraOnly, double traffic) {

  /** Settings of a tenant of the user's; without one the tenant is simulated. */
  private static final List<String> YOUR_TENANT =
      List.of("CXONE_BASE_URL", "CXONE_ISSUER", "CXONE_ACCESS_KEY_ID");

  public UpSettings {
    dataDir = dataDir.toAbsolutePath().normalize();
    variables = Map.copyOf(variables);
    var environment = new Environment(variables);
    ports =
        ports.withIngress(
            environment.number("HTTP_PORT", ports.http(), 1, 65_535),
            environment.number("TLS_PORT", ports.tls(), 1, 65_535));
    environment.check();
    if (traffic < 0) {
      throw new IllegalArgumentException("--traffic must not be negative");
    }
    if (traffic > 0 && !embedsTenant(environment, infraOnly)) {
      throw new IllegalArgumentException(
          "--traffic is played by the simulated tenant, which does not run with --infra, or with"
              + " CXONE_BASE_URL, CXONE_ISSUER or CXONE_ACCESS_KEY_ID");
    }
  }

  /** Whether the broker is embedded. */
  public boolean embedsBroker() {
    return isUnset("KAFKA_BOOTSTRAP_SERVERS");
  }

  /** Whether PostgreSQL is embedded. */
  public boolean embedsDatabase() {
    return isUnset("DATABASE_URL");
  }

  /** Whether Redis is embedded. */
  public boolean embedsRedis() {
    return isUnset("REDIS_URL");
  }

  /** Whether the tenant is the simulated one. */
  public boolean embedsTenant() {
    return embedsTenant(new Environment(variables), infraOnly);
  }

  private static boolean embedsTenant(Environment environment, boolean infraOnly) {
    return !infraOnly && YOUR_TENANT.stream().allMatch(name -> environment.text(name).isEmpty());
  }

  /** Whether the profile is the one of the APIs that NICE publishes. */
  boolean nice() {
    return new Environment(variables).text("CXONE_PROFILE", "").equalsIgnoreCase("nice");
  }

  /**
   * The form of an address for other commands: the address itself when it is embedded. For one that
   * the user gave, which may contain a secret, only the file that contains it, or nothing.
   */
  Map<String, String> reference(String name, String value) {
    if (isUnset(name)) {
      return Map.of(name, value);
    }
    var file = name + "_FILE";
    return variables.getOrDefault(name, "").isBlank()
        ? Map.of(
            file, Path.of(variables.getOrDefault(file, "").strip()).toAbsolutePath().toString())
        : Map.of();
  }

  private boolean isUnset(String name) {
    return new Environment(variables).text(name).isEmpty();
  }

  @Override
  public String toString() {
    return "UpSettings[" + dataDir + "]";
  }
}
