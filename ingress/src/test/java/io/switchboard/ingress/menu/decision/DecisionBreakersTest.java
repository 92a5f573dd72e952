package io.switchboard.ingress.menu.decision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DecisionBreakersTest {
  private final DecisionBreakers breakers = new DecisionBreakers();

  @Test
  void shouldOpenForThePartitionOfALateDecisionAlone() {
    breakers.late(1);

    assertThat(breakers.isOpen(1)).isTrue();
    assertThat(breakers.isOpen(0)).isFalse();
    assertThat(breakers.open()).isEqualTo(1);
  }

  @Test
  void shouldStayOpenWhileAnotherPartitionDecides() {
    breakers.late(1);
    breakers.decided(0);

    assertThat(breakers.isOpen(1)).isTrue();
  }

  @Test
  void shouldCloseWithTheFirstDecisionInTime() {
    breakers.late(1);
    breakers.decided(1);

    assertThat(breakers.isOpen(1)).isFalse();
  }

  @Test
  void shouldTellThoseWhoWaitWhenItOpens() {
    var opening = breakers.opening(1);
    breakers.late(1);

    assertThat(opening).isCompleted();
  }
}
