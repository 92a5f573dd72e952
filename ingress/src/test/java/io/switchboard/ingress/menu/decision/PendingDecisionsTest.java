package io.switchboard.ingress.menu.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.event.ivr.CallDecision;
import io.switchboard.contract.event.ivr.CallerAction;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PendingDecisionsTest {
  private final PendingDecisions pending = new PendingDecisions(2);

  @Test
  void shouldHandADecisionToWhoWaitsForIt() {
    var mine = pending.register("call", "mine").orElseThrow();
    var theirs = pending.register("call", "theirs").orElseThrow();

    pending.complete(decision("mine"));

    assertThat(mine.decision()).isCompletedWithValue(decision("mine"));
    assertThat(theirs.decision()).isNotDone();
  }

  @Test
  void shouldHandADecisionToBothWhoAskedWithTheSameId() {
    var first = pending.register("call", "same").orElseThrow();
    var second = pending.register("call", "same").orElseThrow();
    first.close();

    pending.complete(decision("same"));

    assertThat(second.decision()).isCompletedWithValue(decision("same"));
    second.close();
    assertThat(pending.size()).isZero();
  }

  @Test
  void shouldNotLetACallerHearWhatAnotherCallersRequestWithTheSameIdIsAnswered() {
    var mine = pending.register("call", "same").orElseThrow();
    var theirs = pending.register("another call", "same").orElseThrow();

    pending.complete(decision("same"));

    assertThat(mine.decision()).isDone();
    assertThat(theirs.decision()).isNotDone();
  }

  @Test
  void shouldRefuseMoreThanItHolds() {
    var _ = pending.register("call", "one").orElseThrow();
    var two = pending.register("call", "two").orElseThrow();

    assertThat(pending.register("call", "three")).isEmpty();
    two.close();
    assertThat(pending.register("call", "three")).isPresent();
  }

  @Test
  void shouldIgnoreDecisionsWithoutAWaitingRequest() {
    pending.complete(decision("unknown"));

    assertThat(pending.size()).isZero();
  }

  private static CallDecision decision(String causeId) {
    return new CallDecision(
        "call", causeId, Instant.EPOCH, 1, new CallerAction.Hangup(), "ended", null);
  }
}
