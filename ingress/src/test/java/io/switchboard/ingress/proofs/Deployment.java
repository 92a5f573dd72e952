package io.switchboard.ingress.proofs;

import io.switchboard.contract.topic.TopicCatalog;
import io.switchboard.contract.topic.TopicPlan;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.embedded.FreePorts;
import io.switchboard.ingress.Main;
import io.switchboard.ingress.TopicReader;
import io.switchboard.testkit.process.ChildProcess;
import io.switchboard.testkit.process.ProcessSpec;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;

/** Ports and a directory for a broker and an ingress, each a process of its own. */
record Deployment(
    Path directory, int port, int managementPort, int brokerPort, int controllerPort) {
  /** The resource of tests that load all processors: one of them runs at a time. */
  static final String PROCESSORS = "processors";

  /** With ports that are free now. */
  static Deployment in(Path directory) {
    return new Deployment(
        directory, FreePorts.next(), FreePorts.next(), FreePorts.next(), FreePorts.next());
  }

  /** A broker, on what an earlier one has left. */
  ChildProcess broker() {
    return ProcessSpec.java(KillableBroker.class, ProcessSpec.SHORT_LIVED)
        .logTo(directory.resolve("broker.log"))
        .arguments(
            directory.resolve("broker").toString(),
            Integer.toString(brokerPort),
            Integer.toString(controllerPort))
        .start();
  }

  /** An ingress that is up soon. */
  ChildProcess ingress() {
    return ingress(ProcessSpec.SHORT_LIVED);
  }

  /** An ingress as in production. */
  ChildProcess productionIngress() {
    return ingress(ProcessSpec.PRODUCTION);
  }

  private ChildProcess ingress(List<String> options) {
    return ProcessSpec.java(Main.class, options)
        .environment(settings())
        .logTo(directory.resolve("ingress.log"))
        .start();
  }

  private Map<String, String> settings() {
    return Map.of(
        "KAFKA_BOOTSTRAP_SERVERS",
        bootstrap(),
        "HTTP_PORT",
        Integer.toString(port),
        "MANAGEMENT_PORT",
        Integer.toString(managementPort));
  }

  /** Waits for the broker and makes the topics. */
  void createTopics() {
    Awaitility.await()
        .ignoreExceptions()
        .until(
            () -> {
              try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
                var wanted = TopicCatalog.shipped().wanted("embedded", TopicPrefix.NONE);
                TopicPlan.make(admin, wanted).apply(admin);
                return true;
              }
            });
  }

  /** Those of these identities of call results that are not on the log. */
  Set<String> lost(Set<String> promised) {
    var lost = new HashSet<>(promised);
    for (var line : TopicReader.on(bootstrap(), "cxone.call-results").lines()) {
      lost.remove(line.header("ce_id"));
    }
    return lost;
  }

  private String bootstrap() {
    return "127.0.0.1:" + brokerPort;
  }
}
