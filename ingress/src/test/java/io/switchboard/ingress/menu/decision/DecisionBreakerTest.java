package io.switchboard.ingress.menu.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.ingress.menu.MenuTiming;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DecisionBreakerTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private final DecisionBreaker breaker = new DecisionBreaker(MenuTiming.DEFAULT);

  @Test
  void shouldOpenAfterSeveralLatesInARow() {
    breaker.late(0);
    breaker.late(0);
    assertThat(breaker.mayWait(0)).isTrue();
    breaker.late(0);

    assertThat(breaker.open()).isTrue();
    assertThat(breaker.mayWait(SECOND)).isFalse();
  }

  @Test
  void shouldForgetLatesWhenOneIsInTime() {
    breaker.late(0);
    breaker.late(0);
    breaker.decided();
    breaker.late(0);
    breaker.late(0);

    assertThat(breaker.open()).isFalse();
  }

  @Test
  void shouldCloseByTheFirstDecisionInTime() {
    open();
    breaker.decided();

    assertThat(breaker.mayWait(SECOND)).isTrue();
  }

  @Test
  void shouldLetOneCallWaitAfterAQuietWhile() {
    open();

    assertThat(breaker.mayWait(11 * SECOND)).isTrue();
    assertThat(breaker.mayWait(11 * SECOND)).isFalse();
  }

  @Test
  void shouldLetNobodyWaitAsLongAsThereAreCalls() {
    open();
    for (var second = 1; second < 100; second++) {
      assertThat(breaker.mayWait(second * SECOND)).isFalse();
    }
  }

  private void open() {
    for (var late = 0; late < MenuTiming.DEFAULT.lateDecisionsToOpen(); late++) {
      breaker.late(0);
    }
  }
}
