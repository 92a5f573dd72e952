package io.switchboard.dnc.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.consent.DecisionChain;
import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncDecision;
import io.switchboard.contract.event.dnc.DncEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Seeded: a failure names the seed and the run, which give the same events again. */
final class OrderPropertyTest {
  private static final int RUNS = 1_000;

  /** Four events have 24 orders, all of which are tried; more are shuffled. */
  private static final int MAX_EVENTS_IN_ALL_ORDERS = 4;

  @ParameterizedTest
  @ValueSource(longs = 1)
  void shouldEndTheSameInEveryOrderAndWithEveryRepetition(long seed) {
    var random = new Random(seed);
    for (var run = 0; run < RUNS; run++) {
      var events = SampleEvents.random(random);
      var shuffled = shuffledWithRepeats(events, random);

      var current = last(decideAll(shuffled)).state().current();

      var expected = Oracle.current(events);
      assertThat(current == null ? null : current.version())
          .as("seed %d run %d", seed, run)
          .isEqualTo(expected.map(ConsentVersion::of).orElse(null));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = 5)
  void shouldEndTheSameInEachOfAllOrders(long seed) {
    var random = new Random(seed);
    for (var run = 0; run < RUNS; run++) {
      var events = SampleEvents.random(random);
      var few = events.subList(0, Math.min(MAX_EVENTS_IN_ALL_ORDERS, events.size()));
      var expected = Oracle.current(few).map(ConsentVersion::of).orElse(null);
      for (var order : orders(few)) {
        var current = last(decideAll(order)).state().current();

        assertThat(current == null ? null : current.version())
            .as("seed %d run %d", seed, run)
            .isEqualTo(expected);
      }
    }
  }

  private static List<List<DncEvent>> orders(List<DncEvent> events) {
    if (events.isEmpty()) {
      return List.of(List.of());
    }
    var orders = new ArrayList<List<DncEvent>>();
    for (var first : events) {
      var others = events.stream().filter(event -> event != first).toList();
      for (var rest : orders(others)) {
        var order = new ArrayList<>(List.of(first));
        order.addAll(rest);
        orders.add(order);
      }
    }
    return orders;
  }

  @ParameterizedTest
  @ValueSource(longs = 2)
  void shouldNeverMakeANumberCallableByOneMoreOptOut(long seed) {
    var random = new Random(seed);
    for (var run = 0; run < RUNS; run++) {
      var events = SampleEvents.random(random);
      var without = events.stream().filter(_ -> random.nextInt(4) > 0).toList();
      var optOuts = events.stream().filter(event -> event.eventName() == Consent.OPT_OUT).toList();
      var with = new ArrayList<>(without);
      with.addAll(optOuts);

      var before = isBlocked(without);

      assertThat(!before || isBlocked(with)).as("seed %d run %d", seed, run).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = 3)
  void shouldNeverFreeANumberByOneOptInLess(long seed) {
    var random = new Random(seed);
    for (var run = 0; run < RUNS; run++) {
      var events = SampleEvents.random(random);
      var fewer =
          events.stream()
              .filter(event -> event.eventName() == Consent.OPT_OUT || random.nextBoolean())
              .toList();

      var before = isBlocked(events);

      assertThat(!before || isBlocked(fewer)).as("seed %d run %d", seed, run).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = 4)
  void shouldDecideTheSameInEveryReplayWithAnUnbrokenChain(long seed) {
    var random = new Random(seed);
    for (var run = 0; run < RUNS; run++) {
      var log = shuffledWithRepeats(SampleEvents.random(random), random);

      var first = decideAll(log).stream().map(DncDecider.DncResult::decision).toList();

      assertThat(decideAll(log).stream().map(DncDecider.DncResult::decision).toList())
          .isEqualTo(first);
      assertThat(first).hasSameSizeAs(log);
      DncDecision previous = null;
      for (var decision : first) {
        assertThat(DecisionChain.fault(previous, decision))
            .as("seed %d run %d", seed, run)
            .isEmpty();
        previous = decision;
      }
    }
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(
      longs = {42, 43, 44, 45, 46, 47, 48, 49, 20_261_120, 20_261_121, 20_261_122, 20_261_123})
  void shouldHoldForManyMoreEvents(long seed) {
    shouldEndTheSameInEveryOrderAndWithEveryRepetition(seed);
    shouldEndTheSameInEachOfAllOrders(seed);
    shouldNeverMakeANumberCallableByOneMoreOptOut(seed);
    shouldNeverFreeANumberByOneOptInLess(seed);
    shouldDecideTheSameInEveryReplayWithAnUnbrokenChain(seed);
  }

  private static boolean isBlocked(List<DncEvent> events) {
    return !events.isEmpty() && last(decideAll(events)).state().doNotCall();
  }

  private static List<DncEvent> shuffledWithRepeats(List<DncEvent> events, Random random) {
    var shuffled = new ArrayList<>(events);
    for (var repeats = random.nextInt(6); repeats > 0; repeats--) {
      shuffled.add(events.get(random.nextInt(events.size())));
    }
    Collections.shuffle(shuffled, random);
    return shuffled;
  }

  static List<DncDecider.DncResult> decideAll(List<DncEvent> log) {
    var decided = new ArrayList<DncDecider.DncResult>();
    var state = NumberState.NONE;
    for (var event : log) {
      var next = DncDecider.decide(state, event);
      decided.add(next);
      state = next.state();
    }
    return decided;
  }

  private static DncDecider.DncResult last(List<DncDecider.DncResult> decided) {
    return decided.getLast();
  }
}
