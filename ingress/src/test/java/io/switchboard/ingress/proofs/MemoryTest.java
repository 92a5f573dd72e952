package io.switchboard.ingress.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.TopicPrefix;
import io.switchboard.contract.topics.TopicCatalog;
import io.switchboard.contract.topics.TopicPlan;
import io.switchboard.embedded.EmbeddedBroker;
import io.switchboard.embedded.FreePorts;
import io.switchboard.ingress.Main;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * More load than it can take, for two minutes: resident memory at the end against a fifth of the
 * way.
 */
@Tag("long")
class MemoryTest {
  private static final Logger LOG = LoggerFactory.getLogger(MemoryTest.class);
  private static final Duration WHOLE = Duration.ofMinutes(2);
  private static final int TOO_MANY = 256;
  @TempDir private Path directory;

  @Test
  void shouldNotGrowUnderMoreThanItCanTake() throws Exception {
    var bootstrap = EmbeddedBroker.shared().bootstrapServers();
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      TopicPlan.make(admin, TopicCatalog.shipped().wanted("embedded", new TopicPrefix("mem-")))
          .apply(admin);
    }
    var port = FreePorts.next();
    var settings =
        Map.of(
            "KAFKA_BOOTSTRAP_SERVERS",
            bootstrap,
            "TOPIC_PREFIX",
            "mem-",
            "HTTP_PORT",
            Integer.toString(port),
            "MANAGEMENT_PORT",
            Integer.toString(FreePorts.next()));
    try (var ingress = JvmProcess.start(Main.class, settings, directory.resolve("ingress.log"))) {
      awaitPort(port);
      var request =
          HttpConnection.request(
              "/webhook/call-result",
              "{\"contactId\":\"c\",\"dispositionCode\":\"1\",\"x\":\""
                  + "y".repeat(2_000)
                  + "\"}");
      var first = new Load(port, TOO_MANY, WHOLE.dividedBy(5), request).run();
      var early = ingress.residentMebibytes();
      var rest = new Load(port, TOO_MANY, WHOLE.dividedBy(5).multipliedBy(4), request).run();
      var late = ingress.residentMebibytes();

      LOG.warn("{} MiB after {}; {} MiB after {}", early, first, late, rest);
      assertThat(late).isLessThanOrEqualTo(early * 11 / 10);
    }
  }

  private static void awaitPort(int port) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(120))
        .ignoreExceptions()
        .until(
            () -> {
              new Socket("127.0.0.1", port).close();
              return true;
            });
  }
}
