package io.switchboard.streams.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class CommitTimesTest {
  private final CommitTimes times = new CommitTimes();

  @Test
  void shouldMeasureFromTheFirstStepToTheEnd() {
    times.began(nanos(100));
    times.began(nanos(120)); // each task flushes the producer
    times.ended(nanos(180));

    assertThat(times.lastMillis()).isEqualTo(80);
    assertThat(times.millisSince(nanos(200))).isEqualTo(20);
  }

  @Test
  void shouldAllowTheFirstCommit() {
    assertThat(times.millisSince(nanos(5))).isGreaterThan(times.lastMillis());
  }

  @Test
  void shouldMeasureEachCommitAnew() {
    times.began(nanos(100));
    times.ended(nanos(180));
    times.began(nanos(200));
    times.ended(nanos(210));

    assertThat(times.lastMillis()).isEqualTo(10);
  }

  private static long nanos(long milliseconds) {
    return TimeUnit.MILLISECONDS.toNanos(milliseconds);
  }
}
