package io.switchboard.cli.up;

import io.switchboard.standalone.Standalone;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The output of {@code up} when it is ready: addresses, credentials and the next commands to try.
 */
record Banner(Map<String, String> addresses, Path dataDir, @Nullable Integer portBase) {

  String text() {
    var text = new StringBuilder(System.lineSeparator());
    lineFor(text, "console", "CONSOLE_URL", "open it in a browser");
    var port = addresses.get("HTTP_PORT");
    if (port != null) {
      line(text, "ingress", "http://127.0.0.1:" + port, "webhooks, /simulator, /dnc, /docs");
    }
    lineFor(text, "CXone (simulated)", "CXONE_BASE_URL", "/tenant shows what it received");
    lineFor(
        text, "CXone (simulated)", "SIMULATED_TENANT_URL", "/tenant/nice shows what it received");
    lineFor(text, "CXone issuer", "CXONE_ISSUER", "the host of tokens");
    lineFor(text, "Kafka", "KAFKA_BOOTSTRAP_SERVERS", "no authentication");
    lineFor(text, "PostgreSQL", "DATABASE_URL", "user postgres, password postgres");
    lineFor(text, "Redis", "REDIS_URL", "no authentication");
    if (port != null) {
      for (var service : io.switchboard.standalone.ServiceCatalog.names()) {
        lineFor(
            text,
            service.replace("-streams", "") + " health",
            Standalone.managementUrlName(service),
            "/health /metrics");
      }
      tryNext(text, "http://127.0.0.1:" + port);
    }
    return text.toString();
  }

  private void lineFor(StringBuilder text, String what, String name, String note) {
    var address = addresses.get(name);
    if (address != null) {
      line(text, what, address, note);
    }
  }

  private static void line(StringBuilder text, String what, String address, String note) {
    text.append(String.format("  %-20s %-58s %s%n", what, address, note));
  }

  private void tryNext(StringBuilder text, String ingress) {
    var dataDirOption = dataDir.equals(Path.of("data")) ? "" : " --data-dir " + dataDir;
    text.append(
        """

        Try next:
          curl -sw '\\n' %1$s/simulator -H 'Content-Type: application/json' -d '{"callId":"c1","digit":"1"}'
          curl -sw '\\n' %1$s/webhook/call-result -H 'Content-Type: application/json' -d '{"contactId":"42","dispositionCode":1001}'
          ./switchboard tail ivr.decisions dispositions.classified%2$s
          ./switchboard status%2$s
        """
            .formatted(ingress, dataDirOption));
    if (addresses.containsKey("CXONE_ISSUER")) {
      text.append(
          """
            ./switchboard doctor%1$s
            ./switchboard dnc reconcile%1$s
          """
              .formatted(dataDirOption));
    }
    text.append(System.lineSeparator());
  }
}
