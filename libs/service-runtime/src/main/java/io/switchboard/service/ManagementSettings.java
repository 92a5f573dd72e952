package io.switchboard.service;

import io.switchboard.contract.settings.DeploymentMode;
import io.switchboard.contract.settings.Environment;

/**
 * The address of the management server.
 *
 * @param host the address to bind; in development the loopback address
 * @param port 0 for any free one
 */
public record ManagementSettings(String host, int port) {

  /** Reads {@code MANAGEMENT_HOST} and {@code MANAGEMENT_PORT}. */
  public static ManagementSettings read(Environment environment, int defaultPort) {
    var production = DeploymentMode.read(environment) == DeploymentMode.PRODUCTION;
    return new ManagementSettings(
        environment.text("MANAGEMENT_HOST", production ? "0.0.0.0" : "127.0.0.1"),
        environment.number("MANAGEMENT_PORT", defaultPort, 0, 65_535));
  }
}
