package io.switchboard.pushes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.switchboard.contract.event.PushAnswer;
import io.switchboard.contract.event.PushAnswer.PushOutcome;
import io.switchboard.contract.event.ivr.Outcome;
import io.switchboard.pushes.state.StreamRecords;
import io.switchboard.service.HealthChecks;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The pushes on a real broker, against a simulated tenant in the shape that NICE publishes. */
@Execution(ExecutionMode.CONCURRENT)
class NicePushesTest {
  private static final int GROUP = 7001;
  private static final Duration TIMEOUT = Duration.ofSeconds(90);

  private final HealthChecks health = new HealthChecks();
  private SimulatedTenant tenant;
  private PushRig rig;

  @BeforeEach
  void start() {
    tenant = SimulatedTenant.start(TenantOptions.onPort(0).withNice(NiceOptions.onPort(0)));
    rig = new PushRig().withTopics();
  }

  @AfterEach
  void stop() {
    rig.close();
    tenant.close();
  }

  @Test
  void shouldPushEachKindInTheShapeOfNice() {
    try (var _ = rig.start(PushRig.nice(tenant.nice().issuer(), TIMEOUT), health)) {
      contact("512", "qualified_lead");
      contact("513", "unclassified");
      call("514");
      optOut("+14155552671");

      await().until(() -> answers().size() == 4);

      assertThat(answers())
          .allSatisfy(
              answer ->
                  assertThat(answer.outcome())
                      .isEqualTo(
                          answer.key().equals("513")
                              ? PushOutcome.NOT_PUSHED
                              : PushOutcome.CONFIRMED));
      assertThat(tenant.nice().contacts().allTags().toString()).contains("502");
      assertThat(tenant.nice().signals().of("514"))
          .singleElement()
          .satisfies(
              signal ->
                  assertThat(signal.parameters())
                      .isEqualTo(
                          Map.of("p1", "switchboard", "p2", "completed", "p3", "[\"1\",\"A\"]")));
      assertThat(listed()).containsExactly("4155552671");
      assertThat(
              rig.meters
                  .get("cxone_push_skipped_total")
                  .tag("why", "category_without_an_id")
                  .counter()
                  .count())
          .isEqualTo(1);
    }
  }

  @Test
  void shouldConfirmAnOptOutWhenItsRecordAndTheSearchSaySo() {
    tenant.setFaults(
        FaultPlan.of(
            new NiceFaults(
                null,
                false,
                null,
                List.of(RecordFault.of("4155552672", 2)),
                false,
                700,
                false,
                false,
                null,
                false,
                null,
                null)));
    try (var _ = rig.start(PushRig.nice(tenant.nice().issuer(), TIMEOUT), health)) {
      optOut("+14155552671");
      optOut("+14155552672");

      await().until(() -> answers().size() == 2);

      assertThat(answers()).allMatch(answer -> answer.outcome() == PushOutcome.CONFIRMED);
      assertThat(listed()).containsExactly("4155552671", "4155552672");
      assertThat(tenant.journal().entries("POST", "/dnc-groups/" + GROUP + "/records"))
          .hasSizeGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void shouldGoOnAfterTheTenantHasMoved() {
    try (var _ = rig.start(PushRig.nice(tenant.nice().issuer(), TIMEOUT), health)) {
      optOut("+14155552671");
      await().until(() -> answers().size() == 1);

      tenant.nice().move(0);
      optOut("+14155552672");
      contact("512", "do_not_call");

      await().until(() -> answers().size() == 3);
      assertThat(answers()).allMatch(answer -> answer.outcome() == PushOutcome.CONFIRMED);
    }
  }

  @Test
  void shouldNotRepeatASignalWhoseAnswerIsLost() {
    tenant.setFaults(
        FaultPlan.of(new FaultRule(null, "/signal", null, null, 1, null, 504, null, true, false)));
    try (var _ = rig.start(PushRig.nice(tenant.nice().issuer(), TIMEOUT), health)) {
      call("514");
      call("515");

      await().until(() -> answers().size() == 2);

      assertThat(answers())
          .extracting(PushAnswer::outcome)
          .containsExactlyInAnyOrder(PushOutcome.DEAD_LETTERED, PushOutcome.CONFIRMED);
      assertThat(tenant.journal().entries("POST", "/signal")).hasSize(2);
    }
  }

  @Test
  void shouldNotSendASignalAgainThatAKilledPusherMayHaveSent() throws Exception {
    tenant.setFaults(
        FaultPlan.of(
            new FaultRule(null, "/514/signal", null, null, 1, 8_000, null, null, true, false)));
    var killed =
        PusherProcess.startNice(rig, tenant.nice().issuer(), "killed", Duration.ofSeconds(30));
    try {
      call("514");
      await().until(this::underWay);
      killed.kill();
      try (var _ = rig.start(PushRig.nice(tenant.nice().issuer(), TIMEOUT), health)) {
        call("515");

        await().until(() -> answers().size() == 2);

        assertThat(answers())
            .extracting(PushAnswer::key, PushAnswer::outcome)
            .containsExactlyInAnyOrder(
                tuple("514", PushOutcome.DEAD_LETTERED), tuple("515", PushOutcome.CONFIRMED));
        assertThat(hitsOf("514")).isLessThanOrEqualTo(1);
      }
    } finally {
      killed.kill();
    }
  }

  @Test
  void shouldSendNoSignalOfAnOldCallAgainWhenTheOffsetsAreLost() {
    call("514");
    rig.sendAt(
        Instant.now().minus(Duration.ofHours(25)),
        rig.topics.ivrOutcomes(),
        "515",
        StreamRecords.outcome("515", Outcome.COMPLETED, List.of("1", "A")));
    rig.flush();

    try (var _ = rig.start(PushRig.nice(tenant.nice().issuer(), TIMEOUT), health)) {
      await().until(() -> answers().size() == 1);
      call("516");
      await().until(() -> answers().size() == 2);

      assertThat(answers()).extracting(PushAnswer::key).containsExactlyInAnyOrder("514", "516");
      assertThat(hitsOf("515")).isZero();
      assertThat(
              rig.meters
                  .get("cxone_push_skipped_total")
                  .tag("why", "call_ended_long_ago")
                  .counter()
                  .count())
          .isEqualTo(1);
    }
  }

  /** It has asked for a token and the base: the attempt of the signal was committed before. */
  private boolean underWay() {
    return tenant.journal().count() >= 2;
  }

  private long hitsOf(String contactId) {
    return tenant.journal().entries("POST", "/" + contactId + "/signal").size();
  }

  private List<String> listed() {
    return tenant.nice().dnc().numbers(GROUP, Instant.now());
  }

  private void contact(String contactId, String category) {
    rig.send(
        rig.topics.dispositionsClassified(),
        contactId,
        StreamRecords.result(contactId, "e-" + contactId, category));
    rig.flush();
  }

  private void call(String callId) {
    rig.send(
        rig.topics.ivrOutcomes(),
        callId,
        StreamRecords.outcome(callId, Outcome.COMPLETED, List.of("1", "A")));
    rig.flush();
  }

  private void optOut(String number) {
    rig.send(
        rig.topics.dncRegistry(), number, StreamRecords.registration(number, true, "e-" + number));
    rig.flush();
  }

  private List<PushAnswer> answers() {
    return rig.read(rig.topics.pushes());
  }
}
