package io.switchboard.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A few refusals are told at once, a crowd's only when its requests are a second old. */
class RestTest {
  private static final long REST = Refusals.REST.toNanos();
  private final List<Long> parked = new ArrayList<>();
  private final Refusals refusals =
      new Refusals(new RateLimit(2, 2, () -> 0), nanos -> parked.add(nanos));

  @Test
  void shouldTellAFewAtOnce() {
    refusals.rest(System.nanoTime());
    refusals.rest(System.nanoTime());

    assertThat(parked).isEmpty();
  }

  @Test
  void shouldLetTheOthersRestForWhatIsLeftOfTheirSecond() {
    refusals.rest(System.nanoTime());
    refusals.rest(System.nanoTime());

    refusals.rest(System.nanoTime() + REST); // as if it had come now, however slow we are
    refusals.rest(System.nanoTime() + REST - REST / 2);

    assertThat(parked).hasSize(2);
    assertThat(parked.getFirst()).isBetween(REST, 2 * REST);
    assertThat(parked.getLast()).isLessThan(parked.getFirst());
  }

  @Test
  void shouldTellAtOnceWhoHasWaitedAlready() {
    for (var i = 0; i < 10; i++) {
      refusals.rest(System.nanoTime() - REST);
    }

    assertThat(parked).isEmpty();
  }
}
