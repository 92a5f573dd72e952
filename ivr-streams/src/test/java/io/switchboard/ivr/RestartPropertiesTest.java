package io.switchboard.ivr;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.event.ivr.CallDecision;
import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.event.ivr.CallOutcome;
import io.switchboard.contract.headers.NextOffset;
import io.switchboard.ivr.definition.DefinitionFile;
import io.switchboard.ivr.session.Calls;
import io.switchboard.ivr.state.SessionJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same log gives the same, wherever it is split; and the topology agrees with the rules. */
final class RestartPropertiesTest {
  private static final int CALLS = 12;
  private static final int EVENTS = 250;
  private static final int RUNS = 500;

  @TempDir Path state;

  private record Outputs(
      List<TestRecord<String, CallDecision>> decisions,
      List<TestRecord<String, CallOutcome>> outcomes) {
    /** Without the offset in the source: each driver counts from 0. */
    static Outputs of(IvrDriver driver) {
      var decisions = driver.decisionRecords();
      decisions.forEach(it -> it.headers().remove(NextOffset.HEADER));
      return new Outputs(decisions, driver.outcomeRecords());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = 6)
  void shouldGiveTheSameWhenSessionsAreWrittenAndReadAgainAnywhere(long seed) {
    for (int run = 0; run < RUNS; run++) {
      var random = new Random(seed + run);
      var menu = RandomCalls.definition(random);
      var whole = new Calls(menu);
      var restarted = new Calls(menu);
      for (var it : RandomCalls.log(random, 1 + random.nextInt(4), 40)) {
        whole.receive(it.event(), it.id(), it.at());
        restarted.receive(it.event(), it.id(), it.at());
        if (random.nextInt(5) == 0) {
          restarted
              .sessions()
              .replaceAll((_, session) -> SessionJson.read(SessionJson.write(session)));
        }
      }

      assertThat(restarted.effects()).as("run %d", run).isEqualTo(whole.effects());
      assertThat(restarted.sessions()).as("run %d", run).isEqualTo(whole.sessions());
    }
  }

  @Tag("long")
  @Test
  void shouldGiveTheSameWhereverManyLogsAreSplit() {
    for (long seed = 100; seed < 160; seed++) {
      shouldGiveTheSameWhereverTheLogIsSplit(seed);
    }
    shouldAgreeWithTheRulesThemselves(20261123);
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(longs = {1_000, 2_000, 3_000, 4_000, 5_000, 6_000, 7_000, 20261123})
  void shouldGiveTheSameInManyMoreRuns(long seed) {
    shouldGiveTheSameWhenSessionsAreWrittenAndReadAgainAnywhere(seed);
  }

  @ParameterizedTest
  @ValueSource(longs = 5)
  void shouldGiveTheSameWhereverTheLogIsSplit(long seed) {
    var random = new Random(seed);
    var log = activated(RandomCalls.log(random, CALLS, EVENTS));
    var whole = run("whole-" + seed, log);
    for (int split = 0; split < 3; split++) {
      var at = random.nextInt(log.size());
      try (var before = new IvrDriver(state.resolve(seed + "-before-" + split));
          var after = new IvrDriver(state.resolve(seed + "-after-" + split))) {
        before.receive(log.subList(0, at));
        after.restoreFrom(before);
        after.receive(log.subList(at, log.size()));
        var first = Outputs.of(before);
        var second = Outputs.of(after);

        assertThat(join(first.decisions(), second.decisions())).isEqualTo(whole.decisions());
        assertThat(join(first.outcomes(), second.outcomes())).isEqualTo(whole.outcomes());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = 9)
  void shouldAgreeWithTheRulesThemselves(long seed) {
    var log = RandomCalls.log(new Random(seed), CALLS, EVENTS);
    var rules = new Calls(DefinitionFile.trusted(RandomCalls.LOOPS).definition());
    log.forEach(it -> rules.receive(it.event(), it.id(), it.at()));

    var topology = run("rules-" + seed, activated(log));

    assertThat(topology.outcomes()).extracting(TestRecord::value).isEqualTo(rules.outcomes());
  }

  /** The log behind an activation of the definition with loops. */
  private static List<RandomCalls.Received> activated(List<RandomCalls.Received> log) {
    var loops = DefinitionFile.trusted(RandomCalls.LOOPS);
    var all = new ArrayList<RandomCalls.Received>();
    var activation = new CallEvent.Activation(loops.hash(), loops.body());
    all.add(new RandomCalls.Received(activation, "activation", log.getFirst().at()));
    all.addAll(log);
    return all;
  }

  private Outputs run(String name, List<RandomCalls.Received> log) {
    try (var driver = new IvrDriver(state.resolve(name))) {
      driver.receive(log);
      return Outputs.of(driver);
    }
  }

  private static <T> List<T> join(List<T> first, List<T> second) {
    var all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
