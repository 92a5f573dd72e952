package io.switchboard.tenant.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RequestRateTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void shouldFindTheMostThatAnySlidingSecondHeld() {
    var random = new Random(7);
    var rate = new RequestRate();
    var arrivals = new ArrayList<Long>();
    var time = 0L;
    for (var i = 0; i < 5_000; i++) {
      time += random.nextLong(i % 1000 < 100 ? 100_000 : 5_000_000);
      arrivals.add(time);
      rate.arrived(time);
    }

    var most =
        arrivals.stream()
            .mapToLong(end -> arrivals.stream().filter(t -> t > end - SECOND && t <= end).count())
            .max()
            .orElseThrow();
    assertThat((long) rate.most()).isEqualTo(most);
  }
}
