package io.switchboard.dnc.registry;

import static io.switchboard.dnc.registry.Events.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.event.DncDecision;
import io.switchboard.contract.event.DncDecisionKind;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChainTest {
  private final List<DncDecision> chain =
      OrderPropertyTest.decideAll(
              List.of(
                  Events.optOut("a", NOON.minusSeconds(3)),
                  Events.optIn("b", NOON.minusSeconds(2)),
                  Events.optOut("c", NOON.minusSeconds(1))))
          .stream()
          .map(DncDecider.Result::decision)
          .toList();

  @Test
  void shouldStartFromZeros() {
    assertThat(chain.getFirst().previousHash()).isEqualTo("0".repeat(64));
    assertThat(Chain.fault(null, chain.getFirst())).isEmpty();
  }

  @Test
  void shouldContinueTheDecisionBefore() {
    assertThat(Chain.fault(chain.get(0), chain.get(1))).isEmpty();
    assertThat(chain.get(1).previousHash()).isEqualTo(chain.get(0).hash());
  }

  @Test
  void shouldFindAMissingDecision() {
    assertThat(Chain.fault(chain.get(0), chain.get(2))).contains("place 3 follows place 1");
  }

  @Test
  void shouldFindAChangedDecision() {
    assertThat(Chain.fault(chain.get(0), freed(chain.get(1))).orElseThrow())
        .contains("was changed");
  }

  @Test
  void shouldFindAReplacedDecision() {
    var forged = DncDecider.decide(NumberState.NONE, Events.optIn("x", NOON)).decision();

    assertThat(Chain.fault(forged, chain.get(1)).orElseThrow()).contains("does not continue");
  }

  private static DncDecision freed(DncDecision decision) {
    return new DncDecision(
        decision.decisionId(),
        decision.eventId(),
        decision.phoneNumber(),
        DncDecisionKind.STALE,
        decision.eventName(),
        decision.eventTime(),
        decision.effectiveTime(),
        decision.receivedAt(),
        decision.source(),
        false,
        decision.rule(),
        decision.metadataVersion(),
        decision.by(),
        decision.reason(),
        decision.chainLength(),
        decision.previousHash(),
        decision.hash());
  }
}
