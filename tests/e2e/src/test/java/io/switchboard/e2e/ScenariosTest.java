package io.switchboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.e2e.monitoring.DashboardQuery;
import io.switchboard.e2e.monitoring.RunningPrometheus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The five scenarios, from CXone's request to the far ends: topics, rows, and what CXone received.
 */
@Order(2)
final class ScenariosTest extends SharedScenarios {
  @TempDir static Path directory;

  @SuppressWarnings("NullAway.Init") // started before all tests
  private static RunningSwitchboard switchboard;

  @BeforeAll
  static void start() throws IOException {
    switchboard = new RunningSwitchboard(directory).up();
  }

  @AfterAll
  static void stop() throws Exception {
    switchboard.close();
  }

  @Override
  RunningSwitchboard switchboard() {
    return switchboard;
  }

  @Override
  void assertDataActionsAreRegistered() {
    assertThat(switchboard.tenant().journal().entries("POST", "/api/v2/dataactions")).hasSize(1);
  }

  @Override
  String doNotCallInCxone(String number) {
    return switchboard.tenant().journal().entries("POST", "/api/v2/outbound/contacts").stream()
        .flatMap(request -> RunningSwitchboard.read(request.body()).get("contacts").valueStream())
        .filter(contact -> contact.at("/phone/phoneNumber").asText().equals(number))
        .map(contact -> contact.at("/dnc/doNotCall").asText())
        .reduce("nothing", (_, last) -> last);
  }

  @Test
  void shouldRouteCallResultsBySeverityAndPatchTheContact() throws Exception {
    var answer =
        switchboard.post(
            "/webhook/call-result",
            """
            {"contactId":"k1","dispositionCode":1001,"callResult":"answered","timestamp":"2026-11-20T10:00:00Z","note":"kept"}
            """);

    assertThat(answer.statusCode()).isEqualTo(200);
    var eventId = RunningSwitchboard.read(answer.body()).get("eventId").asText();
    eventually(
        () ->
            assertThat(switchboard.tenant().journal().entries("PATCH", "/api/v2/contacts/k1"))
                .singleElement()
                .satisfies(
                    request ->
                        assertThat(request.body())
                            .contains("\"disposition_category\":\"do_not_call\"")
                            .contains(
                                "[2026-11-20T10:00:00Z] Disposition 1001 mapped to do_not_call")));
    assertThat(records("cxone.call-results", "k1"))
        .singleElement()
        .satisfies(
            record -> {
              assertIsCloudEvent(record, "com.nice.cxone.call-result");
              assertThat(record.value()).contains("\"note\":\"kept\"");
              assertThat(EventHeaders.text(record.headers(), "ce_id")).contains(eventId);
            });
    eventually(() -> assertThat(records("dispositions.critical", "k1")).hasSize(1));
    eventually(
        () ->
            assertThat(
                    switchboard.rows(
                        "select category, severity, revision from dispositions_current where contact_id = 'k1'"))
                .containsExactly("do_not_call|critical|1"));
    eventually(
        () ->
            assertThat(switchboard.rows("select kind, outcome from cxone_pushes where key = 'k1'"))
                .containsExactly("contact|confirmed"));
  }

  @Test
  void shouldTakeDigitsFromTheVoiceSocketAndTheSimulator() throws Exception {
    await().until(() -> switchboard.tenant().connectedBridges() > 0);
    for (var digit : List.of("1", "A", "1")) {
      switchboard.tenant().digit("w1", digit, Instant.now());
    }
    var simulated = switchboard.post("/simulator", "{\"callId\":\"w2\",\"digit\":\"2\"}");

    assertThat(simulated.body()).contains("digit_processed");
    eventually(
        () ->
            assertThat(switchboard.interactionVariables("w1"))
                .containsEntry("ivr_selection", "[\"1\",\"A\",\"1\"]")
                .containsEntry("ivr_status", "completed"));
    eventually(
        () ->
            assertThat(switchboard.interactionVariables("w2"))
                .containsEntry("ivr_status", "timeout_fallback"));
    eventually(
        () ->
            assertThat(
                    switchboard.rows(
                        "select call_id, outcome from ivr_outcomes where call_id in ('w1','w2') order by 1"))
                .containsExactly("w1|completed", "w2|timed_out"));
    assertThat(records("cxone.dtmf", "w1"))
        .hasSize(3)
        .allSatisfy(record -> assertIsCloudEvent(record, "com.nice.cxone.dtmf"));
  }

  @Test
  void shouldAnswerTheMenuWebhookByTier() throws Exception {
    switchboard.execute(
        "insert into customer_profiles(phone_number, tier) values ('+14155550100', 'gold')");
    var first = switchboard.post("/webhook/ivr-menu", menu("m1", "+14155550100", ""));
    var transfer = switchboard.post("/webhook/ivr-menu", menu("m1", "+14155550100", "0"));
    var again = switchboard.post("/webhook/ivr-menu", menu("m1", "+14155550100", "1"));
    var hangup = switchboard.post("/webhook/ivr-menu", menu("m2", "+14155550199", "#"));

    assertThat(RunningSwitchboard.read(first.body()).at("/play/url").asText())
        .isEqualTo("https://cdn.example.com/prompts/gold_menu.wav");
    assertThat(RunningSwitchboard.read(first.body()).at("/nextUrl").asText())
        .isEqualTo("http://127.0.0.1:" + switchboard.port(0) + "/webhook/ivr-menu");
    assertThat(RunningSwitchboard.read(transfer.body()).get("action").asText())
        .isEqualTo("transfer");
    assertThat(again.body()).as("the final answer again").isEqualTo(transfer.body());
    assertThat(RunningSwitchboard.read(hangup.body())).hasToString("{\"action\":\"hangup\"}");
    eventually(
        () ->
            assertThat(
                    switchboard.rows(
                        "select call_id, outcome, phone_number from ivr_outcomes where call_id in ('m1','m2') order by 1"))
                .containsExactly("m1|transferred|+14155550100", "m2|hung_up|+14155550199"));
  }

  @Test
  void shouldHaveDataForEveryPanelOfTheDashboards() throws Exception {
    assumeTrue(RunningPrometheus.isInstalled(), "prometheus is not installed");
    var withoutData = new ArrayList<>(DashboardQuery.all("1m"));
    try (var prometheus =
        RunningPrometheus.start(directory, IntStream.rangeClosed(10, 15).map(switchboard::port))) {

      // traffic goes on between the scrapes: a rate needs events after the first one
      await()
          .pollInterval(Duration.ofMillis(500))
          .untilAsserted(
              () -> {
                sendOneOfEach();
                withoutData.retainAll(prometheus.withoutData(withoutData));
                assertThat(withoutData).isEmpty();
              });
    }
  }

  private void sendOneOfEach() throws IOException {
    var call = "p" + UUID.randomUUID();
    switchboard.post("/webhook/ivr-menu", menu(call, "+14155550111", ""));
    switchboard.post("/webhook/ivr-menu", menu(call, "+14155550111", "0"));
    for (var digit : List.of("1", "A", "1")) {
      switchboard.tenant().digit("w" + call, digit, Instant.now());
    }
    switchboard.post(
        "/webhook/call-result", "{\"contactId\":\"%s\",\"dispositionCode\":1001}".formatted(call));
    switchboard.post("/webhook/data-actions", "{\"events\":[{\"id\":\"%s\"}]}".formatted(call));
    switchboard.post("/webhook/dnc", "{\"phoneNumber\":\"+14155552672\",\"eventName\":\"optOut\"}");
    switchboard.post("/webhook/dnc", "not JSON");
    switchboard.get("/dnc/+14155552672");
  }

  private static String menu(String callId, String from, String digits) {
    return "{\"callId\":\"%s\",\"from\":\"%s\",\"dtmf\":\"%s\",\"context\":{}}"
        .formatted(callId, from, digits);
  }
}
