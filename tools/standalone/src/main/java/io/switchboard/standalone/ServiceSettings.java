package io.switchboard.standalone;

import io.switchboard.contract.settings.Environment;
import io.switchboard.standalone.ServiceCatalog.ServiceEntry;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The environment of each service: defaults for development, overridden by the settings of the
 * process, overridden by the addresses and by settings that services cannot share.
 */
record ServiceSettings(UpSettings settings, DataDirectory data, Map<String, String> addresses) {
  static final String TRANSFER_URL = "TRANSFER_URL";

  private static final Map<String, String> DEFAULTS =
      Map.of(
          TRANSFER_URL,
          "https://cdn.example.com/transfer",
          "DRAIN_SECONDS",
          "0"); // no load balancer has to notice the stop

  /** The address of transfers; ingress has the same. */
  static String transferUrl(UpSettings settings) {
    return new Environment(settings.variables())
        .text(TRANSFER_URL, Objects.requireNonNull(DEFAULTS.get(TRANSFER_URL)));
  }

  /** The environment of one service. */
  Environment of(ServiceEntry service) {
    var variables = new HashMap<>(DEFAULTS);
    if (settings.embedsTenant()) {
      variables.putAll(EmbeddedTenant.defaults(settings));
    }
    variables.putAll(settings.variables());
    if (settings.embedsBroker()) {
      variables.put("REPLICATION_FACTOR", "1"); // there is one broker
    }
    variables.putAll(addresses);
    variables.put("HTTP_PORT", Integer.toString(settings.ports().http()));
    variables.put("CONSOLE_PORT", Integer.toString(settings.ports().console()));
    for (var name : ServiceCatalog.names()) {
      variables.put(
          Standalone.managementUrlName(name),
          "http://127.0.0.1:" + managementPort(settings.ports(), name));
    }
    variables.put("TLS_PORT", Integer.toString(settings.ports().tls()));
    variables.put(
        "MANAGEMENT_PORT", Integer.toString(managementPort(settings.ports(), service.name())));
    variables.put("STATE_DIR", DataDirectory.create(data.state(service.name())).toString());
    return new Environment(variables);
  }

  /** The management port of a service. */
  static int managementPort(Ports ports, String service) {
    return ports.management().get(ServiceCatalog.names().indexOf(service));
  }
}
