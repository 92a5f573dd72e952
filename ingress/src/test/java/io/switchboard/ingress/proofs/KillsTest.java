package io.switchboard.ingress.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.TopicPrefix;
import io.switchboard.contract.topics.TopicCatalog;
import io.switchboard.contract.topics.TopicPlan;
import io.switchboard.embedded.FreePorts;
import io.switchboard.ingress.Main;
import io.switchboard.ingress.TopicReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 of ingress and of the broker under load: every event that was answered 200 is on the
 * topic.
 */
class KillsTest {
  private static final int CONNECTIONS = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private final int port = FreePorts.next();
  private final int managementPort = FreePorts.next();
  private final int brokerPort = FreePorts.next();
  private final int controllerPort = FreePorts.next();
  @TempDir private Path directory;

  @Test
  void shouldKeepWhatItPromisedThroughAKillOfEach() {
    prove(1);
  }

  @Test
  @Tag("long")
  void shouldKeepWhatItPromisedThroughTwentyKillsEach() {
    prove(20);
  }

  private void prove(int kills) {
    var broker = broker();
    createTopics();
    var ingress = ingress();
    try (var load = new JournalledLoad(port, CONNECTIONS)) {
      awaitPromises(load);
      for (var kill = 0; kill < kills; kill++) {
        ingress.kill();
        ingress = ingress();
        awaitPromises(load);
        broker.kill();
        broker = broker();
        awaitPromises(load);
      }
      var promised = load.journal();
      assertThat(stored()).as(load.figures()).containsAll(promised);
    } finally {
      ingress.kill();
      broker.kill();
    }
  }

  /** Until it accepts again, and a while longer. */
  private static void awaitPromises(JournalledLoad load) {
    var before = load.promised();
    Awaitility.await().atMost(PATIENCE).until(() -> load.promised() > before + 200);
  }

  private HashSet<String> stored() {
    var stored = new HashSet<String>();
    for (var line : TopicReader.on(bootstrap(), "cxone.call-results").lines()) {
      stored.add(line.header("ce_id"));
    }
    return stored;
  }

  private JvmProcess broker() {
    return JvmProcess.start(
        BrokerProcess.class,
        Map.of(),
        directory.resolve("broker.log"),
        directory.resolve("broker").toString(),
        Integer.toString(brokerPort),
        Integer.toString(controllerPort));
  }

  private JvmProcess ingress() {
    return JvmProcess.start(
        Main.class,
        Map.of(
            "KAFKA_BOOTSTRAP_SERVERS",
            bootstrap(),
            "HTTP_PORT",
            Integer.toString(port),
            "MANAGEMENT_PORT",
            Integer.toString(managementPort)),
        directory.resolve("ingress.log"));
  }

  private String bootstrap() {
    return "127.0.0.1:" + brokerPort;
  }

  private void createTopics() {
    Awaitility.await()
        .atMost(PATIENCE)
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
}
