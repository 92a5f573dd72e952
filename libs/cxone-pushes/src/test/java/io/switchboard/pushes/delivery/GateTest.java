package io.switchboard.pushes.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.pushes.delivery.Gate.Failing;
import io.switchboard.pushes.delivery.Gate.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a kind is held back, and when a key is given up. */
class GateTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final List<State> states = new ArrayList<>();
  private final Gate gate = new Gate(states::add, HOUR);

  @Test
  void shouldShutAfterManyFailuresInARowAndOpenWithTheFirstSuccess() throws Exception {
    for (var i = 0; i < Gate.DOWN_AFTER; i++) {
      gate.failed(gate.enter(), failing("k-" + i), "SERVER_ERROR");
    }

    var probe = gate.enter();
    gate.served();

    assertThat(probe).isTrue();
    assertThat(states).hasSize(2);
    assertThat(states.getFirst()).isInstanceOf(State.Shut.class);
    assertThat(states.getLast()).isEqualTo(new State.Open());
    assertThat(gate.enter()).isFalse();
  }

  @Test
  void shouldStayOpenWhileAThirdFails() throws Exception {
    for (var i = 0; i < 300; i++) {
      if (i % 3 == 0) {
        gate.failed(gate.enter(), failing("k-" + i), "TIMEOUT");
      } else {
        var _ = gate.served();
      }
    }

    assertThat(states).isEmpty();
  }

  @Test
  void shouldStayOpenWhenOneKeyIsRefusedForEverAndOthersAreServed() throws Exception {
    var alone = failing("k-1");
    gate.served();

    for (var i = 0; i < 100; i++) {
      gate.forbidden(gate.enter(), alone, "403");
      gate.failed(gate.enter(), alone, "ERROR_BODY");
    }

    assertThat(states).isEmpty();
  }

  @Test
  void shouldShutWhenManyKeysAreRefusedInARow() throws Exception {
    gate.served();

    for (var i = 0; i < Gate.FORBIDDEN_AFTER; i++) {
      gate.forbidden(gate.enter(), failing("k-" + i), "403");
    }

    assertThat(states).singleElement().isInstanceOf(State.Shut.class);
  }

  @Test
  void shouldShutWhenTheOnlyKeyIsRefusedAgain() throws Exception {
    var only = failing("k-1");

    gate.forbidden(gate.enter(), only, "403");
    var afterTheFirst = List.copyOf(states);
    gate.forbidden(gate.enter(), only, "403");

    assertThat(afterTheFirst).isEmpty();
    assertThat(states).singleElement().isInstanceOf(State.Shut.class);
  }

  @Test
  void shouldNotGiveUpOnAKeyWhileNobodyElseIsServed() {
    var impatient = new Gate(_ -> {}, Duration.ZERO);
    var began = System.nanoTime();

    var alone = impatient.isExhausted(began, System.nanoTime());
    var _ = impatient.served();
    var afterOthers = impatient.isExhausted(began, System.nanoTime());
    var _ = gate.served();
    var tooEarly = gate.isExhausted(began, System.nanoTime());

    assertThat(List.of(alone, afterOthers, tooEarly)).containsExactly(false, true, false);
  }

  private static Failing failing(String key) {
    return new Failing(key, System.nanoTime());
  }
}
