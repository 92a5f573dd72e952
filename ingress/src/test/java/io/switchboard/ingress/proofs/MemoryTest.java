package io.switchboard.ingress.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.topic.TopicCatalog;
import io.switchboard.contract.topic.TopicPlan;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.embedded.EmbeddedBroker;
import io.switchboard.embedded.FreePorts;
import io.switchboard.ingress.Main;
import io.switchboard.testkit.load.Load;
import io.switchboard.testkit.process.ChildProcess;
import io.switchboard.testkit.process.ProcessSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Many times the senders that it has places for, each with its next request at once: far more than
 * it can take, for minutes. What it holds at the end against what it held early on, of resident
 * memory and of what a full collection leaves. The options are those of the containers, and all of
 * the heap is resident from the start: the one grows by what is outside of it, the other by a leak.
 */
@ResourceLock(Deployment.PROCESSORS)
@Order(1)
class MemoryTest {
  private static final Logger LOG = LoggerFactory.getLogger(MemoryTest.class);

  /**
   * By how many mebibytes the live heap differs between two measurements, up and down: the buffers
   * that Jetty and the producer keep for the next request. A leak of four bytes in each of the two
   * million requests is as large.
   */
  private static final int KEPT_BUFFERS = 8;

  /** 32 times as many as there are permits. */
  private static final int SENDERS = 2_048;

  private static final byte[] REQUEST =
      HttpConnection.request(
          "/webhook/call-result",
          "{\"contactId\":\"c\",\"dispositionCode\":\"1\",\"x\":\"" + "y".repeat(500) + "\"}");
  private final int port = FreePorts.next();
  @TempDir private Path directory;

  /** Its whole heap is resident from the start: what grows then is something else. */
  private static final List<String> WHOLE_HEAP =
      Stream.concat(ProcessSpec.PRODUCTION.stream(), Stream.of("-Xms256m", "-XX:+AlwaysPreTouch"))
          .toList();

  @Test
  @Tag("long")
  void shouldNotGrowInTenMinutesOfTwiceWhatItCanTake() {
    var bootstrap = EmbeddedBroker.shared().bootstrapServers();
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      TopicPlan.make(admin, TopicCatalog.shipped().wanted("embedded", new TopicPrefix("mem-")))
          .apply(admin);
    }
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
    try (var ingress =
        ProcessSpec.java(Main.class, WHOLE_HEAP)
            .environment(settings)
            .logTo(directory.resolve("ingress.log"))
            .start()) {
      ingress.awaitPort(port);
      var early = held(ingress, Duration.ofMinutes(2));
      var late = held(ingress, Duration.ofMinutes(8));

      assertThat(late.resident()).isLessThanOrEqualTo(early.resident() * 11 / 10);
      assertThat(late.live()).isLessThanOrEqualTo(early.live() + KEPT_BUFFERS);
    }
  }

  /** Mebibytes, after a load. */
  private record Held(long resident, long live) {}

  private Held held(ChildProcess ingress, Duration time) {
    var load = new Load(port, SENDERS, time, List.of(REQUEST)).run();
    var live = settled(ingress);
    var held = new Held(ingress.memory().residentBytes() >> 20, live);
    LOG.warn("{} after {} of {}", held, time, load);
    return held;
  }

  /** On a busy machine the last requests are still on their way when the load ends. */
  private static long settled(ChildProcess ingress) {
    var last = new AtomicLong(Long.MAX_VALUE);
    Awaitility.await()
        .pollInterval(Duration.ofSeconds(2))
        .until(
            () -> {
              var live = ingress.memory().liveHeapBytes() >> 20;
              return live >= last.getAndSet(live) - 1;
            });
    return last.get();
  }
}
