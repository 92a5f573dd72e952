package io.switchboard.ivr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.contract.event.ivr.CallOutcome;
import io.switchboard.contract.event.ivr.Outcome;
import io.switchboard.ivr.activation.DefinitionPublisher;
import io.switchboard.ivr.definition.DefinitionFile;
import io.switchboard.testkit.process.ChildProcess;
import io.switchboard.testkit.process.ProcessSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 of the service in the middle of its calls: every call has one outcome, none is wrong. */
@Order(1)
final class KilledIvrTest {
  private static final int CALLS = 1_000;
  private static final long SEED = Long.getLong("switchboard.seed", 20261123);

  /** What callers press, and how their calls have to end. */
  private enum Kind {
    COMPLETES(List.of("1", "A", "1"), Outcome.COMPLETED, List.of("1", "A", "1")),
    FALLS_SILENT(List.of("9", "2"), Outcome.TIMED_OUT, List.of("2")),
    ASKS_FOR_A_PERSON(List.of("2", "0"), Outcome.TRANSFERRED, List.of("2", "0")),
    HANGS_UP(List.of("1", "B", "#"), Outcome.HUNG_UP, List.of("1", "B", "#"));

    private final List<String> digits;
    private final Outcome outcome;
    private final List<String> path;

    Kind(List<String> digits, Outcome outcome, List<String> path) {
      this.digits = digits;
      this.outcome = outcome;
      this.path = path;
    }

    static Kind of(int call) {
      return values()[call % values().length];
    }
  }

  @TempDir Path state;

  @Test
  @Tag("long")
  void shouldGiveEveryCallItsOneOutcomeAcrossTwelveKills() throws Exception {
    killInTheMiddleOfCalls(12);
  }

  private void killInTheMiddleOfCalls(int kills) throws Exception {
    var random = new Random(SEED);
    try (var rig = new IvrTestCluster(state.resolve("streams").toString(), 3, true);
        var admin = Admin.create(rig.kafka().clientProperties(Map.of()))) {
      try (var publisher = new DefinitionPublisher(rig.kafka(), "/switchboard/test")) {
        publisher.activate(DefinitionFile.shipped(), Instant.now());
      }
      var service = start(rig);
      try {
        int next = 0;
        for (int kill = 0; kill <= kills; kill++) {
          var until = CALLS * (kill + 1) / (kills + 1);
          var before = decided(admin, rig);
          for (; next < until; next++) {
            call(rig, next);
          }
          rig.flush();
          if (kill < kills) {
            var some = before + 1 + random.nextInt(CALLS / (kills + 1));
            await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> decided(admin, rig) >= some);
            service.kill();
            service = start(rig);
          }
        }
        assertOneOutcomeEach(rig.outcomes(CALLS));
      } finally {
        service.kill();
      }
    }
  }

  private ChildProcess start(IvrTestCluster rig) {
    return ProcessSpec.java(Main.class, ProcessSpec.SHORT_LIVED)
        .environment(rig.variables())
        .logTo(state.resolve("service.log"))
        .start();
  }

  /** Every third call is reported by two bridges. */
  private static void call(IvrTestCluster rig, int call) {
    for (int bridge = 0; bridge < (call % 3 == 0 ? 2 : 1); bridge++) {
      int press = 0;
      for (var digit : Kind.of(call).digits) {
        var now = Instant.now();
        rig.send(CallScript.bridge("call-" + call, digit, now), call + "/" + press++, now);
      }
    }
  }

  /** How many decisions there are, committed or not. */
  private static long decided(Admin admin, IvrTestCluster rig) throws Exception {
    var partitions =
        IntStream.range(0, 3)
            .mapToObj(it -> new TopicPartition(rig.kafka().topics().ivrDecisions().name(), it))
            .collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest()));
    return admin.listOffsets(partitions).all().get().values().stream()
        .mapToLong(it -> it.offset())
        .sum();
  }

  private static void assertOneOutcomeEach(List<CallOutcome> outcomes) {
    assertThat(outcomes).extracting(CallOutcome::callId).doesNotHaveDuplicates().hasSize(CALLS);
    var byCall = outcomes.stream().collect(Collectors.toMap(CallOutcome::callId, it -> it));
    for (int call = 0; call < CALLS; call++) {
      var outcome = Objects.requireNonNull(byCall.get("call-" + call));
      assertThat(outcome.outcome()).as("call %d", call).isEqualTo(Kind.of(call).outcome);
      assertThat(outcome.path()).as("call %d", call).isEqualTo(Kind.of(call).path);
    }
  }
}
