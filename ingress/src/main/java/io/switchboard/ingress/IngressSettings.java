package io.switchboard.ingress;

import io.switchboard.contract.settings.DeploymentMode;
import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.ingress.authentication.Authentication;
import io.switchboard.ingress.http.HttpSettings;
import io.switchboard.ingress.limits.Limits;
import io.switchboard.ingress.limits.RateLimits;
import io.switchboard.ingress.tls.TlsSettings;
import io.switchboard.service.ManagementSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Ingress' own settings; the menu, the voice bridge and the lookup read theirs.
 *
 * @param simulatorEnabled whether {@code POST /simulator} is there
 * @param drain how long a stop goes on serving, for load balancers to see that it is not ready
 */
public record IngressSettings(
    KafkaSettings kafka,
    HttpSettings http,
    ManagementSettings management,
    boolean simulatorEnabled,
    Duration drain) {
  private static final int MAX_RATE = 1_000_000;
  private static final String LOOPBACK = "127.0.0.1";

  /** Reads the settings and notes what is wrong with them; the caller checks. */
  public static IngressSettings read(Environment environment) {
    var mode = DeploymentMode.read(environment);
    var tls = tls(environment);
    var authentication =
        AuthenticationSettings.read(environment, tls != null && tls.clientAuthority() != null);
    var host = host(environment, authentication);
    return new IngressSettings(
        KafkaSettings.read(environment),
        new HttpSettings(
            host,
            environment.number("HTTP_PORT", 8080, 0, 65_535),
            tls,
            authentication,
            Limits.DEFAULT,
            rates(environment),
            Duration.ofSeconds(environment.number("KEEP_ALIVE_SECONDS", 75, 1, 3_600))),
        new ManagementSettings(
            environment.text("MANAGEMENT_HOST", host),
            environment.number("MANAGEMENT_PORT", 8090, 0, 65_535)),
        environment.flag("SIMULATOR_ENABLED", mode != DeploymentMode.PRODUCTION),
        Duration.ofSeconds(environment.number("DRAIN_SECONDS", 5, 0, 600)));
  }

  private static RateLimits rates(Environment environment) {
    return new RateLimits(
        environment.number("WEBHOOK_RATE_LIMIT", RateLimits.DEFAULT_SENDERS, 1, MAX_RATE),
        environment.number("API_RATE_LIMIT", RateLimits.DEFAULT_READERS, 1, MAX_RATE));
  }

  /** Without any authentication only loopback is served. */
  private static String host(Environment environment, Authentication authentication) {
    var host = environment.text("HTTP_HOST", authentication.open() ? LOOPBACK : "0.0.0.0");
    if (authentication.open() && !isLoopback(host)) {
      environment.problem(
          "HTTP_HOST", "must be a loopback address while no authentication is set", LOOPBACK);
    }
    return host;
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException _) {
      return false;
    }
  }

  private static @Nullable TlsSettings tls(Environment environment) {
    var port = environment.number("TLS_PORT", 8443, 0, 65_535);
    var certificate = file(environment, "TLS_CERT");
    var key = file(environment, "TLS_KEY");
    var clients = file(environment, "TLS_CLIENT_CA");
    if (certificate == null || key == null) {
      if (certificate != null) {
        environment.problem("TLS_KEY", "is not set, but TLS_CERT is", "/etc/switchboard/key.pem");
      } else if (key != null || clients != null) {
        environment.problem(
            "TLS_CERT", "is not set, but other TLS files are", "/etc/switchboard/cert.pem");
      }
      return null;
    }
    return new TlsSettings(port, certificate, key, clients);
  }

  private static @Nullable Path file(Environment environment, String name) {
    var text = environment.text(name);
    if (text.isEmpty()) {
      return null;
    }
    var path = Path.of(text.get());
    if (!Files.isReadable(path)) {
      environment.problem(name, "names a file that cannot be read", "/etc/switchboard/cert.pem");
    }
    return path;
  }
}
