package io.switchboard.pushes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.contract.event.PushAnswer;
import io.switchboard.contract.event.PushAnswer.PushKind;
import io.switchboard.contract.event.PushAnswer.PushOutcome;
import io.switchboard.contract.event.ivr.Outcome;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.pushes.records.ConnectionSource;
import io.switchboard.pushes.state.StreamRecords;
import io.switchboard.service.HealthCheck;
import io.switchboard.service.HealthCheck.Status;
import io.switchboard.service.HealthChecks;
import io.switchboard.tenant.SimulatedTenant;
import io.switchboard.tenant.TenantOptions;
import io.switchboard.tenant.api.SimulatedContact;
import io.switchboard.tenant.fault.FaultPlan;
import io.switchboard.tenant.fault.FaultRule;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The pushes on a real broker, against the simulated tenant. */
@Execution(ExecutionMode.CONCURRENT)
@Order(1)
class CxonePushesTest {
  private final HealthChecks health = new HealthChecks();
  private SimulatedTenant tenant;
  private PushRig rig;

  @BeforeEach
  void start() {
    tenant = SimulatedTenant.start(TenantOptions.onPort(0));
    rig = new PushRig().withTopics();
  }

  @AfterEach
  void stop() {
    rig.close();
    tenant.close();
  }

  @Test
  void shouldTellCxoneEachKindAndWriteDownItsAnswers() {
    try (var _ = rig.start(PushRig.settings(tenant.baseUrl(), null), health)) {
      contact("k-1", "e1", "do_not_call");
      rig.send(
          rig.topics.ivrOutcomes(),
          "c1",
          StreamRecords.outcome("c1", Outcome.COMPLETED, List.of("1", "A", "1")));
      number("+14155552671", true, "e2");

      await().until(() -> answers().size() == 3);

      assertThat(text(tenant.memory().contacts().get("k-1"), "disposition_category"))
          .isEqualTo("do_not_call");
      assertThat(text(tenant.memory().interactions().get("c1"), "ivr_selection"))
          .isEqualTo("[\"1\",\"A\",\"1\"]");
      assertThat(tenant.outbound().all().values())
          .singleElement()
          .matches(SimulatedContact::doNotCall);
      assertThat(answers())
          .allMatch(answer -> answer.outcome() == PushOutcome.CONFIRMED)
          .extracting(PushAnswer::kind)
          .containsExactlyInAnyOrder(PushKind.CONTACT, PushKind.INTERACTION, PushKind.OUTBOUND);
      assertThat(health.snapshot()).extracting(HealthCheck::status).containsOnly(Status.UP);
      var written = rig.records(rig.topics.pushes().name()).getFirst();
      var headers = EventHeaders.read(written.headers(), "", 0);
      assertThat(headers.type()).isEqualTo("io.switchboard.cxone.push");
      assertThat(headers.traceparent()).startsWith("00-0af7651916cd43dd8448eb211c80319c");
    }
  }

  @Test
  void shouldNotRepeatAfterACleanRestartWhatWasAnswered() {
    try (var _ = rig.start(PushRig.settings(tenant.baseUrl(), null), health)) {
      contact("k-1", "e1", "lead");
      await().until(() -> answers().size() == 1);
    }

    try (var _ = rig.start(PushRig.settings(tenant.baseUrl(), null), health)) {
      contact("k-2", "e2", "lead");
      await().until(() -> answers().size() == 2);
    }

    assertThat(tenant.journal().entries("PATCH", "k-1")).hasSize(1);
    assertThat(tenant.journal().entries("PATCH", "k-2")).hasSize(1);
  }

  @Test
  void shouldNotPushAnsweredStatesAgainAfterARestartWhileAnotherKeyWaits() {
    tenant.setFaults(FaultPlan.of(FaultRule.status("PATCH", "/contacts/j-1", 500, 10_000)));
    try (var _ = rig.start(PushRig.settings(tenant.baseUrl(), null), health)) {
      contact("j-1", "j1", "lead");
      contact("k-1", "e1", "callback");
      await().until(() -> answers().size() == 1);
      contact("k-1", "e2", "do_not_call");
      await().until(() -> answers().size() == 2);
    }

    try (var _ = rig.start(PushRig.settings(tenant.baseUrl(), null), health)) {
      contact("k-2", "e3", "lead");
      await().until(() -> answers().size() == 3);
      tenant.setFaults(FaultPlan.of());
      await().until(() -> answers().size() == 4);
    }

    assertThat(tenant.journal().entries("PATCH", "/contacts/k-1"))
        .extracting(entry -> entry.body().contains("do_not_call"))
        .containsExactly(false, true);
    assertThat(tenant.memory().contacts()).containsKey("j-1");
  }

  @Test
  void shouldLetOneInstancePushAndAnotherTakeOver() {
    var second = new HealthChecks();
    var first = rig.start(PushRig.settings(tenant.baseUrl(), null), health);
    contact("k-0", "e0", "lead");
    await().until(() -> answers().size() == 1);
    try (var _ = rig.start(PushRig.settings(tenant.baseUrl(), null), second)) {
      await().until(() -> details(second).contains("waits for its turn"));

      first.close();
      for (var i = 1; i <= 50; i++) {
        contact("k-" + i, "e" + i, "lead");
      }

      await().until(() -> answers().size() == 51);
      assertThat(details(second)).containsOnly("pushes");
    }

    assertThat(tenant.journal().entries("PATCH", "/contacts/")).hasSize(51);
  }

  @Test
  void shouldTakeOverFromAKilledPusher() throws Exception {
    var killed = PusherProcess.start(rig, tenant.baseUrl());
    try {
      contact("k-0", "e0", "lead");
      await().until(() -> answers().size() == 1);
      try (var _ = rig.start(PushRig.settings(tenant.baseUrl(), null), health)) {
        await().until(() -> details(health).contains("waits for its turn"));
        for (var i = 0; i < 300; i++) {
          contact("k-" + i % 150, "e1-" + i, "state-" + i);
        }
        await().until(() -> tenant.journal().entries("PATCH", "/contacts/").size() > 20);

        killed.kill();

        await().until(() -> newestStates() == 150);
        assertThat(details(health)).containsOnly("pushes");
        assertThat(tenant.rate().most()).isLessThanOrEqualTo(100);
        await().until(() -> answered() == 150);
      }
    } finally {
      killed.kill();
    }
  }

  private long newestStates() {
    var contacts = tenant.memory().contacts();
    return IntStream.range(150, 300)
        .filter(
            i -> text(contacts.get("k-" + (i - 150)), "disposition_category").equals("state-" + i))
        .count();
  }

  private long answered() {
    return answers().stream()
        .map(PushAnswer::eventId)
        .filter(eventId -> eventId.startsWith("e1-"))
        .filter(eventId -> Integer.parseInt(eventId.substring(3)) >= 150)
        .distinct()
        .count();
  }

  @Test
  void shouldPauseTheKindWhoseScopeIsMissingAndTellWhich() {
    tenant.setFaults(FaultPlan.of(FaultRule.status("PATCH", "/contacts/", 403, 2)));
    try (var _ = rig.start(PushRig.settings(tenant.baseUrl(), null), health)) {
      contact("k-1", "e1", "lead");
      number("+14155552671", true, "e2");

      await().until(() -> check("cxone-contact").status() == Status.PAUSED);
      assertThat(check("cxone-contact").detail())
          .contains("may not PATCH /api/v2/contacts/{contactId}");
      await().until(() -> answers().size() == 2);

      assertThat(check("cxone-contact").status()).isEqualTo(Status.UP);
      assertThat(health.ready()).isTrue();
    }
  }

  @Test
  void shouldTellKnownNumbersTogetherOnceTheirRecordsAreKnown() {
    try (var _ = rig.start(PushRig.settings(tenant.baseUrl(), null), health)) {
      tenNumbers(1, true); // CXone makes ten records
      tenNumbers(2, false); // and tells their ids by conflicts
      var before = tenant.journal().entries("POST", "/outbound/contacts").size();

      tenNumbers(3, true);

      assertThat(tenant.journal().entries("POST", "/outbound/contacts").size() - before)
          .isLessThanOrEqualTo(2);
      assertThat(tenant.outbound().all().values())
          .hasSize(10)
          .allMatch(SimulatedContact::doNotCall);
      assertThat(rig.records(rig.topics.deadLetters("sink-postgres").name())).isEmpty();
    }
  }

  private void tenNumbers(int round, boolean doNotCall) {
    for (var i = 0; i < 10; i++) {
      number("+1415555267" + i, doNotCall, "e" + round + "-" + i);
    }
    await().until(() -> answers().size() == 10 * round);
  }

  @Test
  void shouldPutUnreadableRecordsAsideAndGoOn() {
    try (var _ = rig.start(PushRig.settings(tenant.baseUrl(), null), health)) {
      rig.send(rig.topics.dispositionsClassified(), "k-0", StreamRecords.result("", "e0", "lead"));
      contact("k-1", "e1", "lead");

      await().until(() -> answers().size() == 1);
      await().until(() -> rig.records(rig.topics.deadLetters("sink-postgres").name()).size() == 1);
    }
  }

  @Test
  void shouldRegisterTheDataActionOnceAndRememberIt() throws Exception {
    var source = PushTables.create().database();
    var settings =
        PushRig.settings(tenant.baseUrl(), URI.create("https://switchboard.example.com"));

    for (var i = 0; i < 2; i++) {
      try (var _ =
          CxonePushes.start(settings, rig.kafka, source, health, new SimpleMeterRegistry())) {
        await().until(() -> remembered(source) == 1);
      }
    }

    assertThat(tenant.memory().dataActions())
        .containsOnlyKeys("https://switchboard.example.com/webhook/data-actions");
    assertThat(tenant.journal().entries("POST", "dataactions")).hasSize(1);
  }

  private static int remembered(ConnectionSource source) throws SQLException {
    try (var connection = source.connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select count(*) from cxone_registrations")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private void contact(String contactId, String eventId, String category) {
    rig.send(
        rig.topics.dispositionsClassified(),
        contactId,
        StreamRecords.result(contactId, eventId, category));
  }

  private void number(String number, boolean doNotCall, String eventId) {
    rig.send(
        rig.topics.dncRegistry(), number, StreamRecords.registration(number, doNotCall, eventId));
  }

  private List<PushAnswer> answers() {
    return rig.read(rig.topics.pushes());
  }

  private static String text(@Nullable Map<String, JsonNode> fields, String name) {
    var value = fields == null ? null : fields.get(name);
    return value == null ? "" : value.asText();
  }

  private static List<String> details(HealthChecks checks) {
    return checks.snapshot().stream().map(HealthCheck::detail).distinct().toList();
  }

  private HealthCheck check(String name) {
    return health.snapshot().stream()
        .filter(check -> check.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
