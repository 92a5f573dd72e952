package io.switchboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.json.Json;
import io.switchboard.tenant.SimulatedTenant;
import io.switchboard.tenant.fault.ErrorSpelling;
import io.switchboard.tenant.fault.FaultPlan;
import io.switchboard.tenant.fault.FaultRule;
import io.switchboard.tenant.fault.NiceFaults;
import io.switchboard.tenant.fault.RecordFault;
import io.switchboard.tenant.journal.JournalEntry;
import io.switchboard.tenant.nice.NiceTenant;
import io.switchboard.tenant.nice.state.ReceivedSignal;
import io.switchboard.tenant.nice.state.ReportedContact;
import io.switchboard.tenant.nice.state.TenantSetup;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Faults of a tenant in the shape that NICE publishes: nothing is lost, and nothing is confirmed
 * that is not so.
 */
@ExtendWith(NiceDeployment.class)
@ResourceLock(NiceDeployment.LOCK)
@Order(3)
final class NiceFaultsTest {
  @AfterEach
  void endFaults() throws Exception {
    tenant().setFaults(FaultPlan.NONE);
    assertThat(listed()).as("confirmed numbers are on the list").containsAll(confirmed());
  }

  @Test
  void shouldConfirmAnOptOutOnlyWhenItsOwnRecordHasSucceeded() throws Exception {
    var noSearch =
        new FaultRule("POST", "/search", null, null, null, null, 403, null, false, false);
    var failing =
        NiceFaults.failing(RecordFault.of("2701", 2), new RecordFault("2702", null, null));
    tenant().setFaults(FaultPlan.of(noSearch).with(failing)); // the verdicts alone decide
    optOut("4155552701", "4155552702", "4155552703");

    eventually(() -> assertThat(confirmed()).contains("4155552701", "4155552703"));
    assertThat(confirmed()).doesNotContain("4155552702");
    assertThat(listed()).doesNotContain("4155552702");

    tenant().setFaults(FaultPlan.NONE);
    eventually(() -> assertThat(confirmed()).contains("4155552702"));
  }

  @Test
  void shouldNotTakeAnErrorForSuccessInAnySpelling() throws Exception {
    var number = 4155552710L;
    for (var spelling : ErrorSpelling.values()) {
      var status = number % 2 == 0 ? 200 : 429;
      var rules =
          FaultPlan.of(
              FaultRule.status("POST", "/records", status, 1),
              FaultRule.status("POST", "/tags", 200, spelling.field().startsWith("error") ? 1 : 0));
      tenant().setFaults(rules.with(NiceFaults.NONE.withSpelling(spelling)));
      var contact = 510_212_552_360_000L + number;
      complete(contact, Instant.now(), 0);
      var digits = Long.toString(number++);
      optOut(digits);

      eventually(() -> assertThat(confirmed()).contains(digits));
      assertThat(writes(digits)).as(spelling + " was not success").hasSizeGreaterThan(1);
      eventually(() -> assertThat(nice().contacts().tags(contact)).containsExactly(502L));
    }
  }

  @Test
  void shouldNotTakeAnAnswerWithoutVerdictsForSuccess() throws Exception {
    faults("{\"withoutVerdicts\":true}");
    optOut("4155552720");

    eventually(() -> assertThat(writes("4155552720")).hasSizeGreaterThan(1));
    assertThat(confirmed()).doesNotContain("4155552720");
    tenant().setFaults(FaultPlan.NONE);
    eventually(() -> assertThat(confirmed()).contains("4155552720"));
  }

  @Test
  void shouldWaitForTheSearchToShowAnOptOut() throws Exception {
    faults("{\"searchLagMs\":3600000}"); // until the fault ends
    optOut("4155552730");

    eventually(() -> assertThat(searches("4155552730")).contains(204));
    assertThat(confirmed()).doesNotContain("4155552730");
    tenant().setFaults(FaultPlan.NONE);
    eventually(() -> assertThat(confirmed()).contains("4155552730"));
    assertThat(searches("4155552730")).startsWith(204).endsWith(200);
  }

  @Test
  void shouldWaitForAClientThatIsRefusedForATime() throws Exception {
    var none = FaultPlan.NONE;
    tenant()
        .setFaults(
            new FaultPlan(
                none.rules(), null, null, null, true, null, faultsOf("{\"invalidClient\":true}")));
    optOut("4155552740");

    eventually(NiceFaultsTest::assertOptOutsArePaused);
    assertThat(confirmed()).doesNotContain("4155552740");
    tenant().setFaults(FaultPlan.NONE);
    eventually(() -> assertThat(confirmed()).contains("4155552740"));
  }

  @Test
  void shouldFollowATenantThatMovesWithoutARestart() throws Exception {
    var before = nice().api();
    var now = nice().move(0);
    optOut("4155552750");
    var contact = 510_212_552_370_000L;
    complete(contact, Instant.now(), 0);

    assertThat(now).isNotEqualTo(before);
    eventually(() -> assertThat(confirmed()).contains("4155552750"));
    eventually(() -> assertThat(nice().contacts().tags(contact)).containsExactly(502L));
  }

  @Test
  void shouldKeepAnOptOutWhoseVersionIsGone() throws Exception {
    faults("{\"goneVersions\":[\"v30.0/dnc-groups\"]}");
    optOut("4155552760");

    eventually(() -> assertThat(writes("4155552760")).isNotEmpty());
    assertThat(confirmed()).doesNotContain("4155552760");
    tenant().setFaults(FaultPlan.NONE);
    eventually(() -> assertThat(confirmed()).contains("4155552760"));
  }

  @Test
  void shouldSendNoSignalTwice() throws Exception {
    var cut = new FaultRule("POST", "/signal", null, null, 1, null, null, null, false, true);
    tenant().setFaults(FaultPlan.of(cut).with(faultsOf("{\"signalWindowMs\":3600000}")));
    hangUp("510212552380001");
    eventually(() -> assertThat(signals("510212552380001")).isNotEmpty());
    hangUp("510212552380002");

    eventually(() -> assertThat(signals("510212552380002")).isNotEmpty());
    eventually(
        () ->
            assertThat(
                    NiceDeployment.running()
                        .rows(
                            "select key, outcome from cxone_pushes where key like '51021255238%'"
                                + " order by key"))
                .containsExactly("510212552380001|dead_lettered", "510212552380002|confirmed"));
    for (var call : List.of("510212552380001", "510212552380002")) {
      assertThat(signals(call)).singleElement().returns(1, ReceivedSignal::requests);
    }
  }

  @Test
  void shouldReadEveryPageAndEveryLateChangeOfCompletedContacts() throws Exception {
    var first = 510_212_552_390_000L;
    var contacts = LongStream.range(first, first + 130).boxed().toList();
    contacts.forEach(contact -> complete(contact, Instant.now(), 0));
    var late = first + 500;
    complete(late, Instant.now().minusSeconds(2), 4_000);

    eventually(
        () ->
            assertThat(
                    NiceDeployment.running()
                        .rows(
                            "select distinct contact_id from dispositions where contact_id like"
                                + " '51021255239%'"))
                .hasSize(131));
    eventually(() -> assertThat(nice().contacts().tags(late)).containsExactly(502L));
    assertThat(NiceDeployment.running().topic("cxone.call-results"))
        .filteredOn(record -> record.key().startsWith("51021255239"))
        .as("each once, although every report shows it again")
        .hasSize(131);
  }

  private static SimulatedTenant tenant() {
    return NiceDeployment.running().tenant();
  }

  private static NiceTenant nice() {
    return tenant().nice();
  }

  private static void faults(NiceFaults faults) {
    tenant().setFaults(FaultPlan.of(faults));
  }

  private static void faults(String json) throws IOException {
    faults(faultsOf(json));
  }

  private static NiceFaults faultsOf(String json) throws IOException {
    return Json.mapper().readValue(json, NiceFaults.class);
  }

  private static void optOut(String... numbers) throws IOException {
    for (var number : numbers) {
      var body =
          "{\"phoneNumber\":\"+1%s\",\"eventName\":\"optOut\",\"timestamp\":\"%s\"}"
              .formatted(number, Instant.now());
      assertThat(NiceDeployment.running().post("/webhook/dnc", body).statusCode()).isEqualTo(200);
    }
  }

  private static void hangUp(String call) throws IOException {
    var body = "{\"callId\":\"%s\",\"turn\":\"1\",\"dtmf\":\"#\"}".formatted(call);
    assertThat(NiceDeployment.running().post("/nice/studio/menu", body).body()).contains("hangup");
  }

  private static void complete(long contact, Instant ended, long lagMs) {
    var visible = ended.plusMillis(lagMs);
    nice().contacts().add(ReportedContact.inbound(contact, 3001L, "", ended, visible));
  }

  private static List<Integer> searches(String number) {
    return tenant().journal().entries("POST", "/dnc-groups/search").stream()
        .filter(search -> number.equals(search.query().get("phoneNumber")))
        .map(JournalEntry::status)
        .toList();
  }

  private static List<ReceivedSignal> signals(String contact) {
    return nice().signals().of(contact);
  }

  /** Requests that add a number. */
  private static List<JournalEntry> writes(String number) {
    return tenant().journal().entries("POST", "/records").stream()
        .filter(request -> request.body().contains(number))
        .toList();
  }

  /** The poll of completed contacts may be refused before the pushes are. */
  private static void assertOptOutsArePaused() throws IOException {
    assertThat(NiceDeployment.running().getManagement(14, "/metrics").body())
        .containsPattern("cxone_push_paused\\{[^}]*kind=\"outbound\"[^}]*} 1");
  }

  private static Set<String> listed() {
    return new TreeSet<>(nice().dnc().numbers(TenantSetup.DNC_GROUP, Instant.now()));
  }

  /** Numbers whose opt-out counts as confirmed, in the national form. */
  private static Set<String> confirmed() throws SQLException {
    var numbers =
        NiceDeployment.running()
            .rows(
                "select substring(key from 3) from cxone_pushes where outcome = 'confirmed' and key"
                    + " like '+1%'");
    return new TreeSet<>(numbers);
  }

  private static void eventually(ThrowingRunnable assertion) {
    SharedScenarios.eventually(assertion);
  }
}
