package io.switchboard.cli.up;

import io.switchboard.standalone.ServiceCatalog;
import io.switchboard.standalone.Standalone;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The output of {@code up} when it is ready: addresses, credentials and the next commands to try.
 */
record Banner(Map<String, String> addresses, Path dataDir, @Nullable Integer portBase) {
  private static final int NAME_WIDTH = 21;

  /**
   * The text.
   *
   * @param width of the terminal: a note that does not fit is below its address; commands are not
   *     broken, so that they can be copied
   */
  String text(int width) {
    var rows = rows();
    var addressWidth = rows.stream().mapToInt(row -> row.address().length()).max().orElse(0);
    var text = new StringBuilder(System.lineSeparator());
    for (var row : rows) {
      var address = "  %-" + NAME_WIDTH + "s";
      var line = address.formatted(row.name()) + row.address();
      var padding = " ".repeat(addressWidth - row.address().length() + 2);
      if (line.length() + padding.length() + row.note().length() > width) {
        padding = System.lineSeparator() + address.formatted("");
      }
      text.append(line).append(padding).append(row.note()).append(System.lineSeparator());
    }
    if (addresses.containsKey("HTTP_PORT")) {
      tryNext(text, ingress());
    }
    return text.toString();
  }

  private record Row(String name, String address, String note) {}

  private List<Row> rows() {
    var rows = new ArrayList<Row>();
    add(rows, "console", "CONSOLE_URL", "open it in a browser");
    if (addresses.containsKey("HTTP_PORT")) {
      rows.add(new Row("ingress", ingress(), "webhooks, /simulator, /dnc, /docs"));
    }
    add(rows, "CXone (simulated)", "CXONE_BASE_URL", "/tenant shows what it received");
    add(rows, "CXone (simulated)", "SIMULATED_TENANT_URL", "/tenant/nice shows what it received");
    add(rows, "CXone issuer", "CXONE_ISSUER", "the host of tokens");
    add(rows, "Kafka", "KAFKA_BOOTSTRAP_SERVERS", "no authentication");
    add(rows, "PostgreSQL", "DATABASE_URL", "user postgres, password postgres");
    add(rows, "Redis", "REDIS_URL", "no authentication");
    if (addresses.containsKey("HTTP_PORT")) {
      for (var service : ServiceCatalog.names()) {
        add(
            rows,
            service.replace("-streams", "") + " health",
            Standalone.managementUrlName(service),
            "/health /metrics");
      }
    }
    return rows;
  }

  private void add(List<Row> rows, String what, String name, String note) {
    var address = addresses.get(name);
    if (address != null) {
      rows.add(new Row(what, address, note));
    }
  }

  /** The last line after a stop. */
  static String stopped(Path dataDir, @Nullable Integer portBase) {
    return "Stopped; the state is kept in %s, `./switchboard up%s%s` continues with it."
        .formatted(
            dataDir, dataDirOption(dataDir), portBase == null ? "" : " --port-base " + portBase);
  }

  private static String dataDirOption(Path dataDir) {
    return dataDir.equals(Path.of("data")) ? "" : " --data-dir " + dataDir;
  }

  private String ingress() {
    return "http://127.0.0.1:" + addresses.get("HTTP_PORT");
  }

  private void tryNext(StringBuilder text, String ingress) {
    var dataDirOption = dataDirOption(dataDir);
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
