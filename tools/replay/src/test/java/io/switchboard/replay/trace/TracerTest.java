package io.switchboard.replay.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.LogWindow;
import io.switchboard.testkit.cluster.TestCluster;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TracerTest {
  private static final int CONTACTS = 900;

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
}
