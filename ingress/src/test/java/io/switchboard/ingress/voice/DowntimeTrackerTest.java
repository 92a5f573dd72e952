package io.switchboard.ingress.voice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DowntimeTrackerTest {
  private final AtomicLong clock = new AtomicLong();
  private final DowntimeTracker downtime = new DowntimeTracker(clock::get);

  @Test
  void shouldAddUpTheTimesWithoutAConnection() {
    pass(2);
    downtime.set(true);
    pass(10);
    downtime.set(false);
    pass(3);
    downtime.set(false);
    pass(1);

    assertThat(downtime.seconds()).isEqualTo(6);
    downtime.set(true);
    pass(10);
    assertThat(downtime.seconds()).isEqualTo(6);
  }

  private void pass(int seconds) {
    clock.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }
}
