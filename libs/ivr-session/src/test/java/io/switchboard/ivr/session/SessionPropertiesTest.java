package io.switchboard.ivr.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.event.ivr.CallDecision;
import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.ivr.RandomCalls;
import io.switchboard.ivr.RandomCalls.Received;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties of sessions for random inputs of callers, bridges, ingresses and networks; seeded. */
final class SessionPropertiesTest {
  private static final int RUNS = 3_000;

  @ParameterizedTest
  @ValueSource(longs = {1, 20261123})
  void shouldEndEveryCallOnceWithinItsSteps(long seed) {
    for (int run = 0; run < RUNS; run++) {
      var random = new Random(seed + run);
      var menu = RandomCalls.definition(random);
      var calls = new Calls(menu);
      var log = RandomCalls.oneCall(random);
      log.forEach(it -> calls.receive(it.event(), it.id(), it.at()));
      var began = !calls.sessions().isEmpty();

      var end = log.getLast().at().plusSeconds(3_500);
      calls.receive(new CallEvent.Tick(end), "tick", end);

      assertThat(calls.outcomes()).as("run %d", run).hasSize(began ? 1 : 0);
      assertThat(calls.sessions().values()).allMatch(Session.Ended.class::isInstance);
      calls
          .outcomes()
          .forEach(it -> assertThat(it.nodes().size()).isLessThanOrEqualTo(menu.maxSteps() + 2));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 20261123})
  void shouldMakeOneOfTwoBridges(long seed) {
    for (int run = 0; run < RUNS; run++) {
      var random = new Random(seed + run);
      var menu = RandomCalls.definition(random);
      var one = RandomCalls.bridgeCall(random);
      var once = new Calls(menu);
      one.forEach(it -> once.receive(it.event(), it.id(), it.at()));
      var twice = new Calls(menu);
      for (var it : RandomCalls.doubled(random, one)) {
        twice.receive(it.event(), it.id(), it.at());
      }
      var end = one.getLast().at().plusSeconds(3_500);
      once.receive(new CallEvent.Tick(end), "tick", end);
      twice.receive(new CallEvent.Tick(end), "tick", end);

      assertThat(twice.outcomes()).as("run %d", run).isEqualTo(once.outcomes());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 20261123})
  void shouldNeverCallASessionBackThatHasEnded(long seed) {
    for (int run = 0; run < RUNS; run++) {
      var random = new Random(seed + run);
      var calls = new Calls(RandomCalls.definition(random));
      Session.Ended ended = null;
      for (Received it : RandomCalls.oneCall(random)) {
        calls.receive(it.event(), it.id(), it.at());
        if (calls.sessions().get(RandomCalls.CALL) instanceof Session.Ended now) {
          assertThat(ended == null || ended.equals(now)).as("run %d", run).isTrue();
          ended = now;
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 20261123})
  void shouldGiveEveryDecisionAVersionOfItsOwnAndTurnsThatOnlyGrow(long seed) {
    for (int run = 0; run < RUNS; run++) {
      var random = new Random(seed + run);
      var calls = new Calls(RandomCalls.definition(random));
      RandomCalls.oneCall(random).forEach(it -> calls.receive(it.event(), it.id(), it.at()));

      List<CallDecision> decisions = calls.decisions(RandomCalls.CALL);
      assertThat(decisions).as("run %d", run).isSortedAccordingTo((a, b) -> a.turn() - b.turn());
      var causes = new HashSet<String>();
      decisions.stream()
          .filter(it -> !it.reason().equals("repeated"))
          .forEach(it -> assertThat(causes.add(it.causeId())).isTrue());
    }
  }
}
