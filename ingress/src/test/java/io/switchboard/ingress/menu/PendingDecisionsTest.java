package io.switchboard.ingress.menu;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.event.CallDecision;
import io.switchboard.contract.event.CallerHears;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PendingDecisionsTest {
  private final PendingDecisions pending = new PendingDecisions(2);

  @Test
  void shouldHandADecisionToWhoWaitsForIt() {
    var mine = pending.register("mine").orElseThrow();
    var theirs = pending.register("theirs").orElseThrow();

    pending.complete(decision("mine"));

    assertThat(mine.decision()).isCompletedWithValue(decision("mine"));
    assertThat(theirs.decision()).isNotDone();
  }

  @Test
  void shouldHandADecisionToBothWhoAskedWithTheSameId() {
    var first = pending.register("same").orElseThrow();
    var second = pending.register("same").orElseThrow();
    first.close();

    pending.complete(decision("same"));

    assertThat(second.decision()).isCompletedWithValue(decision("same"));
    second.close();
    assertThat(pending.size()).isZero();
  }

  @Test
  void shouldRefuseMoreThanItHolds() {
    var _ = pending.register("one").orElseThrow();
    var two = pending.register("two").orElseThrow();

    assertThat(pending.register("three")).isEmpty();
    two.close();
    assertThat(pending.register("three")).isPresent();
  }

  @Test
  void shouldLeaveDecisionsAloneThatNobodyWaitsFor() {
    pending.complete(decision("unknown"));

    assertThat(pending.size()).isZero();
  }

  private static CallDecision decision(String causeId) {
    return new CallDecision(
        "call", causeId, Instant.EPOCH, 1, new CallerHears.Hangup(), "ended", null);
  }
}
