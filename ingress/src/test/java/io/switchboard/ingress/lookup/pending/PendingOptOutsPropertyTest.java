package io.switchboard.ingress.lookup.pending;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.ingress.lookup.pending.PendingView.State;
import io.switchboard.ingress.lookup.pending.SimulatedIngress.SimulatedAnswer;
import io.switchboard.ingress.lookup.pending.SimulatedRegistry.Change;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Opt-outs, opt-ins and lookups in any order on two ingresses that are killed, cut off and full,
 * with a dnc-streams and a sink that lag and begin again, against the order of the registry.
 */
final class PendingOptOutsPropertyTest {
  private static final int STEPS = 1_500;
  private static final List<String> NUMBERS = List.of("a", "b", "c", "d", "e");
  private static final int LONG_SEEDS = Integer.getInteger("switchboard.seeds", 5_000);

  private final Map<SimulatedAnswer, Integer> answers = new EnumMap<>(SimulatedAnswer.class);
  private final Set<State> states = EnumSet.noneOf(State.class);

  @Test
  void shouldNeverSayFreeAfterAnOptOutUntilALaterOptInWasDecided() {
    LongStream.range(0, 60).forEach(seed -> new Run(seed).run());

    assertThat(answers).containsOnlyKeys(SimulatedAnswer.values());
    assertThat(answers.values()).allMatch(count -> count > 500);
    assertThat(states).containsExactlyInAnyOrder(State.values());
  }

  @Test
  @Tag("long")
  void shouldNeverSayFreeAfterAnOptOutInAnyOfThousandsOfRuns() {
    var first = Long.getLong("switchboard.seed", 1_000L);
    LongStream.range(first, first + LONG_SEEDS).forEach(seed -> new Run(seed).run());

    assertThat(answers).containsOnlyKeys(SimulatedAnswer.values());
  }

  /** An opt-out that was answered with 200. */
  private record Acknowledged(Change change, int ingress, long at) {}

  private final class Run {
    private final long seed;
    private final Random random;
    private final SimulatedRegistry registry;
    private final List<SimulatedIngress> ingresses = new ArrayList<>();
    private final List<Acknowledged> acknowledged = new ArrayList<>();
    private long clock;
    private int changes;

    Run(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      this.registry = new SimulatedRegistry(random);
      for (var i = 0; i < 2; i++) {
        ingresses.add(new SimulatedIngress(random, registry, () -> clock));
      }
    }

    void run() {
      for (var step = 0; step < STEPS; step++) {
        clock += random.nextLong(PendingOptOuts.VALID.toNanos() / 40);
        step(random.nextInt(ingresses.size()));
      }
      finish();
    }

    private void step(int at) {
      var ingress = ingresses.get(at);
      states.add(ingress.state());
      switch (random.nextInt(16)) {
        case 0 -> ingress.receive(change());
        case 1, 2 -> answer(at);
        case 3, 4, 5, 6 -> ingress.follow();
        case 7, 8 -> ingress.measure();
        case 9, 10, 11 -> look(at);
        case 12 -> {
          switch (random.nextInt(20)) {
            case 0, 1 -> ingress.restart();
            case 2, 3 -> ingress.failFollower();
            default -> {}
          }
        }
        case 13 -> ingress.cutOff(random.nextInt(20) == 0);
        default -> registry.run(random.nextInt(40));
      }
    }

    private Change change() {
      var key = NUMBERS.get(random.nextInt(NUMBERS.size()));
      var time = Math.max(0, changes + 3 - random.nextInt(12));
      return new Change(changes++, key, random.nextBoolean(), time);
    }

    private void answer(int at) {
      for (var change : ingresses.get(at).answer()) {
        if (change.optOut()) {
          acknowledged.add(new Acknowledged(change, at, clock));
        }
      }
    }

    private void look(int at) {
      var key = NUMBERS.get(random.nextInt(NUMBERS.size()));
      var before = List.copyOf(acknowledged);

      var answer = ingresses.get(at).look(key);

      answers.merge(answer, 1, Integer::sum);
      if (answer == SimulatedAnswer.FREE) {
        assertThat(before)
            .filteredOn(optOut -> optOut.change().key().equals(key) && binds(optOut, at))
            .as("seed %d, number %s on ingress %d", seed, key, at)
            .allMatch(optOut -> registry.isRevoked(optOut.change()));
      }
    }

    /** The same ingress knows it at once, another at the latest when it has to have read it. */
    private boolean binds(Acknowledged optOut, int at) {
      return optOut.ingress() == at || clock - optOut.at() > PendingOptOuts.VALID.toNanos();
    }

    /**
     * When nothing happens any more, nothing is pending, and lookups say what the registry says.
     */
    private void finish() {
      registry.finish();
      for (var ingress : ingresses) {
        ingress.cutOff(false);
        var turns = 0;
        while (turns < 50) { // once it follows, some more
          ingress.measure();
          ingress.follow();
          turns = turns > 0 || ingress.state() == State.FOLLOWING ? turns + 1 : 0;
        }
        assertThat(ingress.count()).as("pending, seed %d", seed).isZero();
        for (var key : NUMBERS) {
          var row = registry.row(key);
          assertThat(ingress.look(key))
              .as("seed %d, number %s", seed, key)
              .isEqualTo(
                  row != null && row.optOut() ? SimulatedAnswer.SUPPRESSED : SimulatedAnswer.FREE);
        }
      }
    }
  }
}
