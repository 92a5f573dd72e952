package io.switchboard.e2e.outages;

import io.switchboard.e2e.processes.ServiceProcess;
import io.switchboard.ivr.activation.DefinitionPublisher;
import io.switchboard.testkit.cluster.TestCluster;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Two ingresses and one ivr-streams, each a process, with {@link DistinctMenu}. */
final class OutageDeployment implements AutoCloseable {
  private final TestCluster cluster = TestCluster.start().createTopics();
  private final ServiceProcess one;
  private final ServiceProcess other;
  private final ServiceProcess ivr;

  private OutageDeployment(Path directory) {
    try (var publisher = new DefinitionPublisher(cluster.kafka(), "/switchboard/test")) {
      publisher.activate(DistinctMenu.definition(), Instant.now());
    }
    var variables = cluster.variables("STATE_DIR", directory.resolve("state").toString());
    one = service("ingress-a", io.switchboard.ingress.Main.class, variables, directory);
    other = service("ingress-b", io.switchboard.ingress.Main.class, variables, directory);
    ivr = service("ivr-streams", io.switchboard.ivr.Main.class, variables, directory);
    ServiceProcess.startAll(List.of(one, other, ivr));
  }

  private static ServiceProcess service(
      String name, Class<?> main, Map<String, String> variables, Path directory) {
    return new ServiceProcess(name, main, variables, directory);
  }

  /** Starts one with the settings of production. */
  static OutageDeployment start(Path directory) {
    return new OutageDeployment(directory);
  }

  TestCluster cluster() {
    return cluster;
  }

  List<ServiceProcess> ingresses() {
    return List.of(one, other);
  }

  List<Integer> ports() {
    return List.of(one.port(), other.port());
  }

  ServiceProcess ivr() {
    return ivr;
  }

  @Override
  public void close() {
    one.close();
    other.close();
    ivr.close();
    cluster.close();
  }
}
