package io.switchboard.ingress.voice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConnectionGapTest {
  private final AtomicLong clock = new AtomicLong();
  private final ConnectionGap gap = new ConnectionGap(clock::get);

  @Test
  void shouldAddUpTheTimesWithoutAConnection() {
    pass(2);
    gap.set(true);
    pass(10);
    gap.set(false);
    pass(3);
    gap.set(false);
    pass(1);

    assertThat(gap.seconds()).isEqualTo(6);
    gap.set(true);
    pass(10);
    assertThat(gap.seconds()).isEqualTo(6);
  }

  private void pass(int seconds) {
    clock.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }
}
