package io.switchboard.ingress;

import io.switchboard.contract.settings.DeploymentMode;
import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.ingress.authentication.Authentication;
import io.switchboard.ingress.http.Limits;
import io.switchboard.ingress.http.Tls;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The door's own settings; those of the menu, the voice bridge and the lookup are read by them.
 *
 * @param httpPort main port, 0 for any free one
 * @param tls null for none
 * @param simulatorEnabled whether {@code POST /simulator} is there
 */
public record IngressSettings(
    KafkaSettings kafka,
    int httpPort,
    @Nullable Tls tls,
    int managementPort,
    boolean simulatorEnabled,
    Authentication authentication,
    Limits limits) {
  private static final int MOST = 1_000_000;

  /** Reads the settings and notes what is wrong with them; the caller checks. */
  public static IngressSettings read(Environment environment) {
    var mode = DeploymentMode.read(environment);
    var tls = tls(environment);
    var limits = Limits.DEFAULT;
    return new IngressSettings(
        KafkaSettings.read(environment),
        environment.number("HTTP_PORT", 8080, 0, 65_535),
        tls,
        environment.number("MANAGEMENT_PORT", 8090, 0, 65_535),
        environment.flag("SIMULATOR_ENABLED", mode != DeploymentMode.PRODUCTION),
        AuthenticationSettings.read(environment, tls != null && tls.clientAuthority() != null),
        limits.withRates(
            environment.number("WEBHOOK_RATE_LIMIT", limits.senderRate(), 1, MOST),
            environment.number("API_RATE_LIMIT", limits.keyRate(), 1, MOST)));
  }

  private static @Nullable Tls tls(Environment environment) {
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
    return new Tls(port, certificate, key, clients);
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

  /** With nothing configured only loopback is served. */
  public String host() {
    return authentication.open() ? "127.0.0.1" : "0.0.0.0";
  }
}
