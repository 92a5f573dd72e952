package io.switchboard.contract.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncDecision;
import io.switchboard.contract.event.dnc.DncDecisionKind;
import io.switchboard.contract.event.dnc.DncSource;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DecisionChainTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final DncDecision first = after(null, Consent.OPT_OUT);
  private final DncDecision second = after(first, Consent.OPT_IN);
  private final DncDecision third = after(second, Consent.OPT_OUT);

  @Test
  void shouldStartFromZeros() {
    assertThat(first.previousHash()).isEqualTo("0".repeat(64));
    assertThat(DecisionChain.fault(null, first)).isEmpty();
  }

  @Test
  void shouldContinueTheDecisionBefore() {
    assertThat(DecisionChain.fault(first, second)).isEmpty();
    assertThat(second.previousHash()).isEqualTo(first.hash());
  }

  @Test
  void shouldFindAMissingDecision() {
    assertThat(DecisionChain.fault(first, third)).contains("place 3 follows place 1");
  }

  @Test
  void shouldFindAChangedDecision() {
    assertThat(DecisionChain.fault(first, withState(second, true)).orElseThrow())
        .contains("was changed");
  }

  @Test
  void shouldFindAReplacedDecision() {
    var forged = DecisionChain.sealed(withState(first, false));

    assertThat(DecisionChain.fault(forged, second).orElseThrow()).contains("does not continue");
  }

  private static DncDecision after(@Nullable DncDecision previous, Consent consent) {
    var place = previous == null ? 1 : previous.chainLength() + 1;
    return DecisionChain.sealed(
        new DncDecision(
            "d" + place,
            "e" + place,
            "+14155552671",
            DncDecisionKind.APPLIED,
            consent,
            NOON.plusSeconds(place),
            NOON.plusSeconds(place),
            NOON.plusSeconds(place),
            DncSource.WEBHOOK,
            consent == Consent.OPT_OUT,
            "the later event time wins",
            "9",
            null,
            null,
            place,
            previous == null ? DecisionChain.START : previous.hash(),
            ""));
  }

  private static DncDecision withState(DncDecision decision, boolean doNotCall) {
    return new DncDecision(
        decision.decisionId(),
        decision.eventId(),
        decision.phoneNumber(),
        decision.kind(),
        decision.eventName(),
        decision.eventTime(),
        decision.effectiveTime(),
        decision.receivedAt(),
        decision.source(),
        doNotCall,
        decision.rule(),
        decision.metadataVersion(),
        decision.by(),
        decision.reason(),
        decision.chainLength(),
        decision.previousHash(),
        decision.hash());
  }
}
