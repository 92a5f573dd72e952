package io.switchboard.e2e.foreign;

import io.switchboard.contract.settings.Environment;
import io.switchboard.disposition.DispositionService;
import io.switchboard.dnc.DncService;
import io.switchboard.embedded.EmbeddedDatabase;
import io.switchboard.ivr.IvrService;
import io.switchboard.service.HealthCheck;
import io.switchboard.service.Service;
import io.switchboard.sink.SinkService;
import io.switchboard.testkit.cluster.TestCluster;
import java.nio.file.Path;
import java.util.List;

/**
 * The three stream services and the sink, in this process, on the test's own topics and database.
 */
final class AllServices implements AutoCloseable {
  private final List<Service> services;

  private AllServices(List<Service> services) {
    this.services = services;
  }

  /** Starts them; with the same arguments they go on where the last ones stopped. */
  static AllServices start(TestCluster cluster, String database, Path state) {
    var environment =
        new Environment(
            cluster.variables(
                "STATE_DIR",
                state.toString(),
                "DATABASE_URL",
                EmbeddedDatabase.shared().database(database)));
    return new AllServices(
        List.of(
            IvrService.start(environment),
            DispositionService.start(environment),
            DncService.start(environment),
            SinkService.start(environment)));
  }

  /** Whether all of them are ready. */
  boolean ready() {
    return services.stream().allMatch(service -> service.health().ready());
  }

  /** Checks that are broken for good; none should be. */
  List<HealthCheck> failed() {
    return services.stream()
        .flatMap(service -> service.health().snapshot().stream())
        .filter(check -> check.status() == HealthCheck.Status.FAILED)
        .toList();
  }

  @Override
  public void close() {
    services.forEach(Service::close);
  }
}
