package io.switchboard.replay.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.LogWindow;
import io.switchboard.replay.reading.Progress;
import io.switchboard.testkit.cluster.TestCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TracerTest {
  private static final int CONTACTS = 900;
  private static final Instant CALLED = Instant.now().minus(Duration.ofHours(6));
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String OTHER_TRACE = "1bf7651916cd43dd8448eb211c80319d";

  private final TestCluster cluster = TestCluster.start().createTopics();

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void shouldReadOnlyThePartitionsOfTheKey() {
    for (var contact = 0; contact < CONTACTS; contact++) {
      cluster.send("cxone.contact-events", "c-" + contact, "{\"id\":\"c-" + contact + "\"}");
    }
    cluster.flush();
    var toRead = new AtomicLong(Long.MAX_VALUE);

    try (var reader = LogReader.open(cluster.kafka())) {
      var subject = new Subject("c-417", Set.of("c-417"), "US", false);
      var steps =
          new Tracer(cluster.kafka(), reader)
              .find(subject, LogWindow.ALL, (_, of) -> toRead.accumulateAndGet(of / 2, Math::min));

      assertThat(steps).extracting(Step::key).containsExactly("c-417");
    }
    // the first of two passes reads one of three partitions
    assertThat(toRead.get()).isPositive().isLessThan(CONTACTS / 2);
  }

  @Test
  void shouldFindTheConsentThatAServiceWroteHoursLate() {
    send("cxone.call-results", null, CALLED, "c-1", TRACE);
    send("dnc.events", 0, CALLED.plus(Duration.ofHours(3)), "+14155550199", OTHER_TRACE);
    send("dnc.events", 0, CALLED, "+14155550101", TRACE);
    cluster.flush();

    try (var reader = LogReader.open(cluster.kafka())) {
      var subject = new Subject("c-1", Set.of("c-1"), "US", false);
      var steps = new Tracer(cluster.kafka(), reader).find(subject, LogWindow.ALL, Progress.SILENT);

      assertThat(steps)
          .extracting(Step::stage)
          .containsExactly(Stage.CALL_RESULTS, Stage.DNC_EVENTS);
    }
  }

  private void send(
      String topic, @Nullable Integer partition, Instant at, String key, String trace) {
    var record =
        new ProducerRecord<>(
            cluster.kafka().prefix().applyTo(topic),
            partition,
            at.toEpochMilli(),
            key.getBytes(UTF_8),
            "{}".getBytes(UTF_8));
    var traceparent = "00-" + trace + "-" + trace.substring(16) + "-01";
    record.headers().add(EventHeaders.TRACEPARENT, traceparent.getBytes(UTF_8));
    cluster.send(record);
  }
}
