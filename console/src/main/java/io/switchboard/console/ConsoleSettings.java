package io.switchboard.console;

import io.switchboard.console.access.SessionCookies;
import io.switchboard.console.access.TrustedProxy;
import io.switchboard.console.access.Users;
import io.switchboard.contract.headers.ServiceName;
import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.contract.settings.DefaultRegion;
import io.switchboard.contract.settings.DeploymentMode;
import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.disposition.RulesFile;
import io.switchboard.disposition.severity.DispositionRules;
import io.switchboard.service.ManagementSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The console's settings.
 *
 * @param host the address to bind: without users or a proxy the loopback address only
 * @param port 0 for any free one
 * @param proxies addresses of reverse proxies, which say whose requests they forward
 * @param proxy a reverse proxy whose header names the person
 * @param sessionKey signs the cookies; instances behind one balancer need the same
 * @param secureCookies whether browsers send the cookies over TLS only
 * @param dispositionRules the rules for call results that the deployment uses
 * @param rateLimit requests a second that CXone allows, as sink-postgres has it
 * @param services management address of each service, by name
 */
public record ConsoleSettings(
    KafkaSettings kafka,
    DatabaseSettings database,
    String region,
    String host,
    int port,
    ManagementSettings management,
    Users users,
    List<TrustedProxy.Range> proxies,
    Optional<TrustedProxy> proxy,
    byte[] sessionKey,
    boolean secureCookies,
    DispositionRules dispositionRules,
    int rateLimit,
    Map<String, String> services) {
  private static final int MIN_KEY_LENGTH = 32;
  private static final int FIRST_MANAGEMENT_PORT = 8090;

  /** Reads the settings and notes what is wrong with them; the caller checks. */
  public static ConsoleSettings read(Environment environment) {
    var users = environment.parsed("CONSOLE_USERS", Users::none, Users.EXAMPLE, Users::parse);
    var proxies = proxies(environment);
    var proxy = proxy(environment, proxies);
    var open = users.isEmpty() && proxy.isEmpty();
    var production = DeploymentMode.read(environment) == DeploymentMode.PRODUCTION;
    return new ConsoleSettings(
        KafkaSettings.read(environment),
        DatabaseSettings.read(environment),
        DefaultRegion.read(environment),
        open ? "127.0.0.1" : environment.text("CONSOLE_HOST", "0.0.0.0"),
        environment.number("CONSOLE_PORT", 8081, 0, 65_535),
        ManagementSettings.read(environment, 8095),
        users,
        proxies,
        proxy,
        environment.parsed(
            "CONSOLE_SESSION_KEY", SessionCookies::newKey, "32 random characters or more", key()),
        environment.flag("CONSOLE_SECURE_COOKIES", production),
        environment.parsed(
            "DISPOSITIONS_FILE",
            RulesFile::shipped,
            "dispositions.yaml",
            name -> RulesFile.read(Path.of(name))),
        environment.number("CXONE_RATE_LIMIT", 100, 1, 10_000),
        services(environment));
  }

  /** {@code INGRESS_MANAGEMENT_URL} and so on; by default the ports of this machine. */
  private static Map<String, String> services(Environment environment) {
    var services = new LinkedHashMap<String, String>();
    for (var service : ServiceName.values()) {
      var variable =
          service.wireName().toUpperCase(Locale.ROOT).replace('-', '_') + "_MANAGEMENT_URL";
      var usual = "http://127.0.0.1:" + (FIRST_MANAGEMENT_PORT + service.ordinal());
      services.put(service.wireName(), environment.text(variable, usual));
    }
    return services;
  }

  private static java.util.function.Function<String, byte[]> key() {
    return text -> {
      if (text.length() < MIN_KEY_LENGTH) {
        throw new IllegalArgumentException(
            "is shorter than " + MIN_KEY_LENGTH + " characters; openssl rand -base64 32 makes one");
      }
      return text.getBytes(StandardCharsets.UTF_8);
    };
  }

  private static List<TrustedProxy.Range> proxies(Environment environment) {
    return environment.<List<TrustedProxy.Range>>parsed(
        "CONSOLE_PROXY_FROM",
        List::of,
        "10.0.0.0/8,127.0.0.1",
        text -> Arrays.stream(text.split(",", -1)).map(TrustedProxy.Range::parse).toList());
  }

  private static Optional<TrustedProxy> proxy(
      Environment environment, List<TrustedProxy.Range> from) {
    var header = environment.text("CONSOLE_PROXY_HEADER");
    if (header.isPresent() && from.isEmpty()) {
      environment.problem(
          "CONSOLE_PROXY_FROM",
          "is not set, but CONSOLE_PROXY_HEADER is: without it any client could send the header",
          "10.0.0.0/8");
    }
    return header.filter(_ -> !from.isEmpty()).map(name -> new TrustedProxy(name, from));
  }

  /** Whether no login is required; then only the loopback address is served. */
  public boolean open() {
    return users.isEmpty() && proxy.isEmpty();
  }
}
