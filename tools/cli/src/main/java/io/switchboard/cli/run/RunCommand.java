package io.switchboard.cli.run;

import io.switchboard.cli.CommandFailure;
import io.switchboard.service.ServiceMain;
import io.switchboard.standalone.ServiceCatalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code switchboard run SERVICE}: runs one service, as its container does. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Run one service against a real cluster, by the settings in the environment.",
      "Services: ingress, ivr-streams, disposition-streams, dnc-streams, sink-postgres,"
          + " console."
    },
    footer = {
      "",
      "Example:",
      "  KAFKA_BOOTSTRAP_SERVERS=kafka-1:9092 switchboard run disposition-streams"
    })
public final class RunCommand implements Runnable {
  @Parameters(paramLabel = "SERVICE", description = "Which one.")
  private String service = "";

  @Override
  public void run() {
    var entry =
        ServiceCatalog.find(service)
            .orElseThrow(
                () ->
                    new CommandFailure(
                        "no service '"
                            + service
                            + "', only "
                            + String.join(", ", ServiceCatalog.names()),
                        2));
    ServiceMain.run(entry.name(), entry.start());
  }
}
