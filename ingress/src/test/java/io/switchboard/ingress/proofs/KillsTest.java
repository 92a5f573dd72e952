package io.switchboard.ingress.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 of ingress and of the broker under load: every event that was answered 200 is on the
 * topic.
 */
@Order(1)
class KillsTest {
  private static final int CONNECTIONS = 8;
  private static final int KILLS = 20;
  @TempDir private Path directory;

  @Test
  @Tag("long")
  void shouldKeepWhatItPromisedThroughTwentyKillsEach() {
    var deployment = Deployment.in(directory);
    var broker = deployment.broker();
    deployment.createTopics();
    var ingress = deployment.ingress();
    try (var load = JournalledLoad.patient(deployment.port(), CONNECTIONS)) {
      load.awaitPromises(200);
      for (var kill = 0; kill < KILLS; kill++) {
        ingress.kill();
        ingress = deployment.ingress();
        load.awaitPromises(200);
        broker.kill();
        broker = deployment.broker();
        load.awaitPromises(200);
      }
      var promised = load.journal();
      assertThat(deployment.lost(promised)).as(load.figures()).isEmpty();
    } finally {
      ingress.kill();
      broker.kill();
    }
  }
}
