package io.switchboard.cli.dnc;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.event.TimeSource;
import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncDecision;
import io.switchboard.contract.event.dnc.DncEvent;
import io.switchboard.contract.event.dnc.DncSource;
import io.switchboard.dnc.registry.DncDecider;
import io.switchboard.dnc.registry.NumberState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ChainVerificationTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final String NUMBER = "+14155552671";

  private final List<DncDecision> chain = new ArrayList<>();
  private final Map<String, ChainVerification.Registered> registry = new HashMap<>();
  private final Map<String, String> kept = new HashMap<>();
  private final List<String> faults = new ArrayList<>();

  ChainVerificationTest() {
    var state = NumberState.NONE;
    for (var i = 0; i < 3; i++) {
      var decided = DncDecider.decide(state, optOut("event-" + i, NOON.plusSeconds(i)));
      chain.add(decided.decision());
      state = decided.state();
    }
    registry.put(NUMBER, new ChainVerification.Registered(3, chain.getLast().hash(), true));
  }

  @Test
  void shouldFindNothingWhereEverythingHolds() {
    kept.put(ChainVerification.place(NUMBER, 2), chain.get(1).hash());

    var pass = pass(chain);

    assertThat(faults).isEmpty();
    assertThat(pass.decisions()).isEqualTo(3);
    assertThat(pass.chains()).isEqualTo(1);
  }

  @Test
  void shouldFindADecisionThatWasTakenOut() {
    pass(List.of(chain.get(0), chain.get(2)));

    assertThat(faults).contains("place 3 follows place 1");
  }

  @Test
  void shouldFindAnEndThatWasCutOff() {
    registry.put(NUMBER, new ChainVerification.Registered(2, chain.get(1).hash(), true));
    kept.put(ChainVerification.place(NUMBER, 3), chain.get(2).hash());

    pass(chain.subList(0, 2));

    assertThat(faults)
        .containsExactly("a stored head is missing: the end of the chain was removed");
  }

  @Test
  void shouldFindARegistryThatSaysOtherwise() {
    registry.put(NUMBER, new ChainVerification.Registered(3, chain.getLast().hash(), false));

    pass(chain);

    assertThat(faults).containsExactly("the registry's state is not that of the newest decision");
  }

  @Test
  void shouldFindANumberThatTheRegistryHasLost() {
    registry.clear();

    pass(chain).reportDifferences();

    assertThat(faults).containsExactly("is not in the registry");
  }

  private ChainVerification pass(List<DncDecision> decisions) {
    var pass = new ChainVerification(registry, kept, (_, words) -> faults.add(words));
    decisions.forEach(pass::visit);
    pass.end();
    return pass;
  }

  private static DncEvent optOut(String id, Instant at) {
    return new DncEvent(
        id,
        NUMBER,
        Consent.OPT_OUT,
        at,
        TimeSource.EVENT,
        NOON,
        DncSource.WEBHOOK,
        NUMBER,
        id,
        "9.0.43",
        List.of(),
        null,
        null,
        null,
        null);
  }
}
