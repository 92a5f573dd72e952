package io.switchboard.ingress.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A few delay are told at once, a crowd's only when its requests are a second old. */
class RejectionDelayTest {
  private static final long DELAY = RejectionDelay.DELAY.toNanos();
  private final List<Long> parked = new ArrayList<>();
  private final RejectionDelay delay =
      new RejectionDelay(twoImmediately(), nanos -> parked.add(nanos));

  private static Bucket twoImmediately() {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(2).refillIntervally(2, Duration.ofDays(1)))
        .build();
  }

  @Test
  void shouldSendAFewImmediately() {
    delay.await(System.nanoTime());
    delay.await(System.nanoTime());

    assertThat(parked).isEmpty();
  }

  @Test
  void shouldDelayTheOthersForTheRestOfTheirSecond() {
    delay.await(System.nanoTime());
    delay.await(System.nanoTime());

    delay.await(System.nanoTime() + DELAY); // as if it had come now, however slow we are
    delay.await(System.nanoTime() + DELAY - DELAY / 2);

    assertThat(parked).hasSize(2);
    assertThat(parked.getFirst()).isBetween(DELAY, 2 * DELAY);
    assertThat(parked.getLast()).isLessThan(parked.getFirst());
  }

  @Test
  void shouldNotDelayRequestsThatHaveWaitedAlready() {
    for (var i = 0; i < 10; i++) {
      delay.await(System.nanoTime() - DELAY);
    }

    assertThat(parked).isEmpty();
  }
}
