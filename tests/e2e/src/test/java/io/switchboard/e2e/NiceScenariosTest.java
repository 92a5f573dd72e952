package io.switchboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.tenant.nice.state.ReportedContact;
import io.switchboard.tenant.nice.state.TenantSetup;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The five scenarios against a tenant in the shape that NICE publishes: callers through Studio and
 * the Virtual Agent Hub, results from completed contacts; DNC lists, tags and signals at the end.
 */
@ExtendWith(NiceDeployment.class)
@ResourceLock(NiceDeployment.LOCK)
final class NiceScenariosTest extends SharedScenarios {
  private static final long CONTACT = 510_212_552_349_954L;

  @Override
  RunningSwitchboard switchboard() {
    return NiceDeployment.running();
  }

  /** NICE has nothing that registers them: the sink prints what to configure. */
  @Override
  void assertDataActionsAreRegistered() {
    assertThat(NiceDeployment.running().tenant().journal().entries("POST", "/dataactions"))
        .isEmpty();
  }

  @Override
  String doNotCallInCxone(String number) {
    var digits = number.startsWith("+1") ? number.substring(2) : number.substring(1);
    var lists = NiceDeployment.running().tenant().nice().dnc();
    if (lists.lists(TenantSetup.DNC_GROUP, digits, Instant.now())) {
      return "true";
    }
    return NiceDeployment.running().tenant().journal().entries("DELETE", "/records").stream()
            .anyMatch(request -> request.body().contains("\"" + digits + "\""))
        ? "false"
        : "nothing";
  }

  @Test
  void shouldTagTheContactOfAResultAndOfItsCorrection() throws Exception {
    var nice = NiceDeployment.running().tenant().nice();
    var ended = Instant.now();
    nice.contacts().add(ReportedContact.inbound(CONTACT, 3001L, "4155552699", ended, ended));
    eventually(() -> assertThat(nice.contacts().tags(CONTACT)).containsExactly(502L));

    nice.contacts().dispose(CONTACT, 1001, "", Instant.now(), Duration.ofMillis(700));

    eventually(() -> assertThat(nice.contacts().tags(CONTACT)).containsExactly(502L, 501L));
    var key = Long.toString(CONTACT);
    eventually(
        () ->
            assertThat(
                    NiceDeployment.running()
                        .rows(
                            "select category, severity, revision from dispositions_current where contact_id = '%s'"
                                .formatted(key)))
                .containsExactly("do_not_call|critical|2"));
    eventually(() -> assertThat(records("dispositions.critical", key)).hasSize(1));
    eventually(() -> assertThat(doNotCallInCxone("+14155552699")).isEqualTo("true"));
    eventually(
        () ->
            assertThat(
                    NiceDeployment.running()
                        .rows(
                            "select outcome from cxone_pushes where key = '%s' and kind = 'contact'"
                                .formatted(key)))
                .contains("confirmed"));
    assertThat(records("cxone.call-results", key))
        .allSatisfy(record -> assertIsCloudEvent(record, "com.nice.cxone.call-result"));
  }

  @Test
  void shouldSignalTheCallsOfTheHubAndOfTheSimulator() throws Exception {
    var hub = "510212552350001";
    var simulated = "510212552350002";
    var answer = exchange(hub, 5, "", null);
    for (var key : List.of("1", "A", "1")) {
      answer = exchange(hub, 6, key, answer);
    }
    NiceDeployment.running()
        .post("/simulator", "{\"callId\":\"%s\",\"digit\":\"2\"}".formatted(simulated));

    assertThat(answer.path("branchName").asText()).isEqualTo("ReturnControlToScript");
    assertThat(answer.at("/customPayload/scriptPayloads/path").asText()).isEqualTo("1,A,1");
    eventually(
        () ->
            assertThat(signals(hub))
                .containsExactly(
                    Map.of("p1", "switchboard", "p2", "completed", "p3", "[\"1\",\"A\",\"1\"]")));
    eventually(
        () ->
            assertThat(signals(simulated))
                .singleElement()
                .satisfies(signal -> assertThat(signal).containsEntry("p2", "timeout_fallback")));
    eventually(
        () ->
            assertThat(
                    NiceDeployment.running()
                        .rows(
                            "select call_id, outcome from ivr_outcomes where call_id in ('%s','%s') order by 1"
                                .formatted(hub, simulated)))
                .containsExactly(hub + "|completed", simulated + "|timed_out"));
  }

  @Test
  void shouldAnswerStudioByTier() throws Exception {
    NiceDeployment.running()
        .execute(
            "insert into customer_profiles(phone_number, tier) values ('+14155550100', 'gold')");
    var call = "510212552350011";
    var first = studio(call, 1, "4155550100", "");
    var transfer = studio(call, 2, "4155550100", "0");
    var again = studio(call, 2, "4155550100", "0");
    var hangup = studio("510212552350012", 1, "4155550199", "#");

    assertThat(first.path("action").asText()).isEqualTo("collect");
    assertThat(first.path("prompt").asText()).contains("gold_menu.wav");
    assertThat(transfer.path("action").asText()).isEqualTo("transfer");
    assertThat(again).as("the same turn again").isEqualTo(transfer);
    assertThat(hangup.path("action").asText()).isEqualTo("hangup");
    eventually(
        () ->
            assertThat(
                    NiceDeployment.running()
                        .rows(
                            "select outcome, phone_number from ivr_outcomes where call_id in ('%s','510212552350012') order by call_id"
                                .formatted(call)))
                .containsExactly("transferred|+14155550100", "hung_up|+14155550199"));
  }

  private static List<Map<String, String>> signals(String contact) {
    return NiceDeployment.running().tenant().nice().signals().of(contact).stream()
        .map(signal -> signal.parameters())
        .toList();
  }

  private static JsonNode studio(String call, int turn, String from, String keys)
      throws IOException {
    var body =
        "{\"callId\":\"%s\",\"turn\":\"%d\",\"from\":\"%s\",\"dtmf\":\"%s\",\"context\":{}}"
            .formatted(call, turn, from, keys);
    return RunningSwitchboard.read(NiceDeployment.running().post("/nice/studio/menu", body).body());
  }

  private static JsonNode exchange(
      String contact, int type, String input, @Nullable JsonNode before) throws IOException {
    var state = before == null ? "" : ",\"botSessionState\":" + before.path("botSessionState");
    var body =
        "{\"executionInfo\":{\"contactId\":%s},\"userInputType\":%d,\"userInput\":\"%s\",\"botConfig\":\"{}\"%s}"
            .formatted(contact, type, input, state);
    return RunningSwitchboard.read(
        NiceDeployment.running().post("/nice/vah/exchange", body).body());
  }
}
