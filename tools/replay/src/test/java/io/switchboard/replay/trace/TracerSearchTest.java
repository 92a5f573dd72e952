package io.switchboard.replay.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.LogWindow;
import io.switchboard.replay.reading.Progress;
import io.switchboard.testkit.cluster.TestCluster;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A trace among so many results that their keys are searched. */
final class TracerSearchTest {
  private static final int RESULTS = 45_000;
  private static final Instant CALLED = Instant.now().minus(Duration.ofDays(3));

  @AutoClose
  private final TestCluster cluster =
      TestCluster.start()
          .createTopicsOf(
              1, name -> name.equals("cxone.call-results") || name.equals("cxone.pushes"));

  /** disposition-streams leaves no trace of a result that was sent again, in no row either. */
  @Test
  void shouldFindAResultThatWasSentAgainDaysLater() {
    result(CALLED, "c-7");
    for (var i = 0; i < RESULTS; i++) {
      result(CALLED.plusSeconds(i), "d-" + i);
    }
    result(CALLED.plus(Duration.ofDays(2)), "c-7");
    result(CALLED, "c-7"); // a replay keeps the time
    cluster.flush();

    try (var reader = LogReader.open(cluster.kafka())) {
      var steps =
          Tracer.parallel(cluster.kafka(), reader)
              .find(Subject.of("c-7", "US"), LogWindow.ALL, Progress.SILENT);

      assertThat(steps)
          .extracting(step -> step.record().offset())
          .containsExactlyInAnyOrder(0L, RESULTS + 1L, RESULTS + 2L);
    }
  }

  private void result(Instant at, String contact) {
    cluster.send("cxone.call-results", 0, at.toEpochMilli(), contact, "{}");
  }
}
