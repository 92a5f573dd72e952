package io.switchboard.e2e.processes;

import static org.awaitility.Awaitility.await;

import io.switchboard.contract.settings.Environment;
import io.switchboard.disposition.DispositionService;
import io.switchboard.dnc.DncService;
import io.switchboard.ingress.IngressService;
import io.switchboard.ivr.IvrService;
import io.switchboard.service.Service;
import io.switchboard.service.ServiceMain;
import io.switchboard.sink.SinkService;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;

/**
 * One instance of each of the five services in one process, so that two of each start in the time
 * of two. Its management port is that of ingress, which starts last.
 */
public final class AllServicesMain {
  private AllServicesMain() {}

  /** Reads the settings from the environment. */
  public static void main(String[] arguments) {
    ServiceMain.run("all services", AllServicesMain::start);
  }

  private static Service start(Environment ofIngress) {
    var variables = new HashMap<>(System.getenv());
    variables.put("MANAGEMENT_PORT", "0");
    var environment = new Environment(variables);
    var others =
        List.of(
            IvrService.start(environment),
            DispositionService.start(environment),
            DncService.start(environment),
            SinkService.start(environment));
    await("all services are ready")
        .atMost(Duration.ofMinutes(3))
        .until(() -> others.stream().allMatch(service -> service.health().ready()));
    return IngressService.start(ofIngress);
  }
}
