package io.switchboard.ingress;

import io.switchboard.contract.settings.DeploymentMode;
import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.ingress.http.ApiKeys;
import io.switchboard.ingress.http.Authentication;
import io.switchboard.ingress.http.Limits;
import io.switchboard.ingress.http.StaticHeader;

/**
 * The door's own settings; those of the menu, the voice bridge and the lookup are read by them.
 *
 * @param httpPort main port, 0 for any free one
 * @param simulatorEnabled whether {@code POST /simulator} is there
 */
public record IngressSettings(
    KafkaSettings kafka,
    int httpPort,
    int managementPort,
    boolean simulatorEnabled,
    Authentication authentication,
    Limits limits) {

  /** Reads the settings and notes what is wrong with them; the caller checks. */
  public static IngressSettings read(Environment environment) {
    var mode = DeploymentMode.read(environment);
    return new IngressSettings(
        KafkaSettings.read(environment),
        environment.number("HTTP_PORT", 8080, 0, 65_535),
        environment.number("MANAGEMENT_PORT", 8090, 0, 65_535),
        environment.flag("SIMULATOR_ENABLED", mode != DeploymentMode.PRODUCTION),
        new Authentication(
            environment
                .text("WEBHOOK_HEADER")
                .map(
                    _ ->
                        environment.parsed(
                            "WEBHOOK_HEADER",
                            () -> null,
                            "X-Webhook-Token: secret",
                            StaticHeader::parse))
                .orElse(null),
            environment
                .text("API_KEYS")
                .map(
                    _ ->
                        environment.parsed(
                            "API_KEYS", () -> null, "first-key,second-key", ApiKeys::parse))
                .orElse(null)),
        Limits.DEFAULT);
  }

  /** With nothing configured only loopback is served. */
  public String host() {
    return authentication.open() ? "127.0.0.1" : "0.0.0.0";
  }
}
