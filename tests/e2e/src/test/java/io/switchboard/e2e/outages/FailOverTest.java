package io.switchboard.e2e.outages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.e2e.processes.ServiceProcess;
import io.switchboard.embedded.EmbeddedDatabase;
import io.switchboard.ivr.activation.DefinitionPublisher;
import io.switchboard.tenant.SimulatedTenant;
import io.switchboard.tenant.TenantOptions;
import io.switchboard.testkit.cluster.TestCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * kill -9 of one of two instances with standby stores: how long until the results of all partitions
 * appear again. {@code switchboard.failover.settings} sets more variables of the services, as
 * {@code A=1,B=2}.
 */
@Tag("long")
final class FailOverTest {
  private static final int RUNS = Integer.getInteger("switchboard.kills", 3);
  private static final Duration TIMEOUT = Duration.ofSeconds(90);

  /** The killed instance had no partitions, or was not the active pusher. */
  private static final Duration NO_OUTAGE = Duration.ofSeconds(2);

  @ParameterizedTest
  @EnumSource
  void shouldTakeOverThePartitionsOfAKilledInstance(FailingService service, @TempDir Path directory)
      throws Exception {
    var database =
        EmbeddedDatabase.shared().database("fail_over_" + service.name().toLowerCase(Locale.ROOT));
    try (var cluster = TestCluster.start().createTopics();
        var tenant = SimulatedTenant.start(TenantOptions.onPort(0).withClient("id", "secret"));
        var publisher = new DefinitionPublisher(cluster.kafka(), "/switchboard/test")) {
      publisher.activate(DistinctMenu.definition(), Instant.now());
      var variables = variables(cluster, database, tenant);
      try (var one = instance(service, "one", variables, directory);
          var other = instance(service, "other", variables, directory)) {
        ServiceProcess.startAll(List.of(one, other));
        try (var events = new SteadyEvents(service, cluster, database)) {
          var outages = kill(List.of(one, other), events);
          System.out.println(service + " fails over after " + outages);
          assertThat(outages).hasSize(RUNS);
        }
      }
    }
  }

  private static List<String> kill(List<ServiceProcess> instances, SteadyEvents events) {
    var outages = new ArrayList<String>();
    for (var kill = 0; kill < 4 * RUNS && outages.size() < RUNS; kill++) {
      await().during(Duration.ofSeconds(3)).until(events::isCurrent);
      var victim = instances.get(kill % instances.size());
      var at = System.nanoTime();
      victim.kill();
      await()
          .pollDelay(NO_OUTAGE)
          .until(() -> events.isCurrent() && events.outageSince(at).compareTo(TIMEOUT) < 0);
      var outage = events.outageSince(at);
      if (outage.compareTo(NO_OUTAGE) > 0) {
        outages.add("%.1f s".formatted(outage.toMillis() / 1e3));
      }
      victim.start();
      victim.awaitReady();
    }
    return outages;
  }

  private static ServiceProcess instance(
      FailingService service, String name, Map<String, String> variables, Path directory) {
    var its = new HashMap<>(variables);
    its.put("STATE_DIR", directory.resolve(name).toString());
    return new ServiceProcess(name, service.main(), its, directory);
  }

  private static Map<String, String> variables(
      TestCluster cluster, String database, SimulatedTenant tenant) {
    var variables =
        cluster.variables(
            "DATABASE_URL", database,
            "STANDBY_REPLICAS", "1",
            "CXONE_BASE_URL", tenant.baseUrl().toString(),
            "CXONE_CLIENT_ID", "id",
            "CXONE_CLIENT_SECRET", "secret",
            "CXONE_TENANT", "acme");
    Arrays.stream(System.getProperty("switchboard.failover.settings", "").split(",", -1))
        .filter(it -> it.contains("="))
        .map(it -> it.split("=", 2))
        .forEach(it -> variables.put(it[0], it[1]));
    return variables;
  }
}
