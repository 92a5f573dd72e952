package io.switchboard.pushes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.contract.event.PushAnswer;
import io.switchboard.contract.event.PushAnswer.PushKind;
import io.switchboard.contract.event.PushAnswer.PushOutcome;
import io.switchboard.contract.event.ivr.Outcome;
import io.switchboard.pushes.state.StreamRecords;
import io.switchboard.tenant.SimulatedTenant;
import io.switchboard.tenant.TenantOptions;
import io.switchboard.tenant.fault.FaultPlan;
import io.switchboard.tenant.fault.FaultRule;
import io.switchboard.tenant.fault.NiceFaults;
import io.switchboard.tenant.fault.RecordFault;
import io.switchboard.tenant.nice.NiceOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A tenant whose records fail under a 200, whose search lags, that answers 429, 503 and 504, loses
 * answers and moves, and a pusher that is killed again and again: every opt-out is on the list,
 * every tag is set, and no signal is received twice.
 */
@Order(1)
class NiceProofTest {
  private static final int GROUP = 7001;
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration LIMIT = Duration.ofMinutes(10);

  @Test
  void shouldLoseNothingAndConfirmNothingFalsely() throws Exception {
    prove(1, 60);
  }

  @Test
  @Tag("long")
  void shouldLoseNothingOverTwentyKills() throws Exception {
    prove(20, 60);
  }

  private static void prove(int kills, int keysPerRound) throws Exception {
    var options =
        TenantOptions.onPort(0)
            .withTokenLife(Duration.ofSeconds(10))
            .withNice(NiceOptions.onPort(0));
    try (var tenant = SimulatedTenant.start(options);
        var rig = new PushRig().withTopics()) {
      tenant.setFaults(faults());
      var issuer = tenant.nice().issuer();
      var total = 0;
      var pusher = PusherProcess.startNice(rig, issuer, "pusher", REQUEST_TIMEOUT);
      try {
        for (var kill = 1; kill <= kills; kill++) {
          write(rig, total, total + keysPerRound);
          total += keysPerRound;
          var before = total - keysPerRound / 2;
          await().atMost(LIMIT).until(() -> answered(rig) > before);
          pusher.kill();
          if (kill % 2 == 1) {
            tenant.nice().move(0);
          }
          pusher = PusherProcess.startNice(rig, issuer, "pusher", REQUEST_TIMEOUT);
        }
        var written = total;
        await()
            .atMost(LIMIT)
            .untilAsserted(
                () ->
                    assertThat(keysOfEachKind(rig))
                        .hasSize(3)
                        .allSatisfy((_, keys) -> assertThat(keys).hasSize(written)));
      } finally {
        pusher.kill();
      }

      var answers = rig.read(rig.topics.pushes());
      var listed = Set.copyOf(tenant.nice().dnc().numbers(GROUP, Instant.now()));
      assertThat(listed)
          .containsAll(IntStream.range(0, total).mapToObj(NiceProofTest::national).toList());
      assertThat(tenant.nice().contacts().allTags()).hasSize(total);
      assertThat(answers)
          .filteredOn(answer -> answer.kind() != PushKind.INTERACTION)
          .allMatch(answer -> answer.outcome() == PushOutcome.CONFIRMED);
      assertThat(tenant.nice().signals().all().values())
          .allMatch(signals -> signals.stream().mapToInt(signal -> signal.requests()).sum() == 1);
      assertThat(answers)
          .filteredOn(answer -> answer.kind() == PushKind.INTERACTION)
          .filteredOn(answer -> answer.outcome() == PushOutcome.CONFIRMED)
          .extracting(PushAnswer::key)
          .isSubsetOf(tenant.nice().signals().all().keySet());
      assertThat(tenant.rate().most()).isLessThanOrEqualTo(100);
      report(tenant, answers, kills, total);
    }
  }

  private static FaultPlan faults() {
    return FaultPlan.of(
            new FaultRule(null, "/services/", null, 1 / 12.0, null, null, 504, null, true, false),
            new FaultRule(null, "/services/", null, 1 / 12.0, null, null, 503, null, false, false),
            new FaultRule(null, "/services/", null, 1 / 12.0, null, null, 429, null, false, false),
            new FaultRule(null, "/services/", null, 1 / 20.0, null, null, null, null, true, true))
        .with(
            new NiceFaults(
                null,
                false,
                null,
                List.of(RecordFault.of("7", 40)),
                false,
                400,
                true,
                false,
                null,
                false,
                null,
                null));
  }

  private static String national(int i) {
    return "415555%04d".formatted(i);
  }

  private static void write(PushRig rig, int from, int to) {
    for (var i = from; i < to; i++) {
      var number = "+1" + national(i);
      rig.send(
          rig.topics.dncRegistry(), number, StreamRecords.registration(number, true, "n-" + i));
      var contact = Integer.toString(100_000 + i);
      rig.send(
          rig.topics.dispositionsClassified(),
          contact,
          StreamRecords.result(contact, "d-" + i, "do_not_call"));
      var call = Integer.toString(200_000 + i);
      rig.send(
          rig.topics.ivrOutcomes(),
          call,
          StreamRecords.outcome(call, Outcome.COMPLETED, List.of("1")));
    }
    rig.flush();
  }

  private static int answered(PushRig rig) {
    return keysOfEachKind(rig).values().stream().mapToInt(Set::size).sum();
  }

  private static Map<PushKind, Set<String>> keysOfEachKind(PushRig rig) {
    return rig.read(rig.topics.pushes()).stream()
        .collect(
            Collectors.groupingBy(
                PushAnswer::kind,
                Collectors.mapping(PushAnswer::key, Collectors.toUnmodifiableSet())));
  }

  private static void report(
      SimulatedTenant tenant, List<PushAnswer> answers, int kills, int total) {
    var inDoubt =
        answers.stream()
            .filter(answer -> answer.outcome() == PushOutcome.DEAD_LETTERED)
            .map(PushAnswer::key)
            .distinct()
            .count();
    System.out.printf(
        "nice proof: %d keys of each kind, %d kills: %d requests, at most %d in any sliding second;"
            + " %d signals received, %d in doubt as dead letters%n",
        total,
        kills,
        tenant.journal().count(),
        tenant.rate().most(),
        tenant.nice().signals().all().size(),
        inDoubt);
  }
}
