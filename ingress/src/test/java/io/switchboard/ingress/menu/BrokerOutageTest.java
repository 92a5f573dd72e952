package io.switchboard.ingress.menu;

import static io.switchboard.ingress.menu.MenuServiceFixture.SETTINGS;
import static io.switchboard.ingress.menu.MenuServiceFixture.SHORT;
import static io.switchboard.ingress.menu.MenuServiceFixture.prompt;
import static io.switchboard.ingress.menu.MenuServiceFixture.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.embedded.EmbeddedBroker;
import io.switchboard.embedded.FreePorts;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka goes away under a running service and comes back. */
@Tag("long")
class BrokerOutageTest {

  @Test
  void shouldAnswerEveryCallerMeanwhileAndRecoverByItself(@TempDir Path directory) {
    var port = FreePorts.next();
    var controller = FreePorts.next();
    var broker = EmbeddedBroker.start(directory, port, controller);
    try (var cluster = MenuServiceFixture.cluster(broker.bootstrapServers());
        var _ = FakeIvr.start(cluster.kafka());
        var service = MenuServiceFixture.ready(cluster.kafka(), SETTINGS, SHORT)) {
      await().until(() -> service.answer(question("before", null, "")).outcome().equals("decided"));
      broker.close();

      for (var call = 0; call < 10; call++) {
        assertThat(prompt(service.answer(question("away" + call, null, ""))))
            .isEqualTo("https://cdn.example.com/prompts/standard_menu.wav");
      }

      try (var _ = EmbeddedBroker.start(directory, port, controller)) {
        await()
            .until(() -> service.answer(question("after", null, "")).outcome().equals("decided"));
      }
    }
  }
}
