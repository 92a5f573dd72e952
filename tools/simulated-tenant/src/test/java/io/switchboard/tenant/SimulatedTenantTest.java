package io.switchboard.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.tenant.api.SimulatedContact;
import io.switchboard.tenant.http.TenantJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulatedTenantTest {
  private SimulatedTenant tenant;
  private TenantClient client;

  @BeforeEach
  void start() {
    tenant = SimulatedTenant.start(TenantOptions.onPort(0).withClient("me", "s3cret"));
    client = new TenantClient(tenant);
  }

  @AfterEach
  void stop() {
    client.close();
    tenant.close();
  }

  @Test
  void shouldGiveATokenForAFormOrJsonAndNeverJournalTheSecret() throws Exception {
    var byForm = client.token();
    var json =
        "{\"grant_type\":\"client_credentials\",\"client_id\":\"me\",\"client_secret\":\"s3cret\"}";
    var byJson = client.post("/oauth/token", json, "");
    var wrong = client.post("/oauth/token", json.replace("s3cret", "guess"), "");

    assertThat(byForm).hasSize(48);
    assertThat(TenantJson.read(byJson.body()).path("expires_in").asInt()).isEqualTo(3600);
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(tenant.journal().entries().toString()).doesNotContain("s3cret", "guess");
  }

  @Test
  void shouldRememberAPatchedContact() throws Exception {
    var body = "{\"custom\":{\"disposition_category\":\"do_not_call\"}}";
    var answer = client.patch("/api/v2/contacts/c-1", body, client.token());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(client.get("/tenant/contacts").at("/c-1/disposition_category").asText())
        .isEqualTo("do_not_call");
    var patches = client.get("/tenant/journal?method=PATCH");
    assertThat(patches).hasSize(1);
    assertThat(patches.get(0).path("body").asText()).isEqualTo(body);
    assertThat(patches.get(0).path("status").asInt()).isEqualTo(200);
  }

  @Test
  void shouldPrintTheLastRequestsOnLinesOfTheirOwn() throws Exception {
    var token = client.token();
    client.patch("/api/v2/contacts/c-1", "{\"custom\":{}}", token);
    client.patch("/api/v2/contacts/c-2", "{\"custom\":{}}", token);

    var lines = client.send("GET", "/tenant/journal?last=1", "", "application/json", "").body();

    assertThat(lines).contains("/api/v2/contacts/c-2").endsWith("}\n").doesNotContain("c-1");
  }

  @Test
  void shouldRefuseWithoutAToken() throws Exception {
    var answer = client.patch("/api/v2/contacts/c-1", "{\"custom\":{}}", "made-up");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(tenant.memory().contacts()).isEmpty();
    assertThat(tenant.journal().entries().getLast().authorized()).isFalse();
  }

  @Test
  void shouldKeepInteractionVariables() throws Exception {
    var body = "[{\"name\":\"ivr_status\",\"value\":\"completed\"}]";
    var answer = client.post("/api/v2/interactions/i-1/variables", body, client.token());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(client.get("/tenant/interactions").at("/i-1/ivr_status").asText())
        .isEqualTo("completed");
  }

  @Test
  void shouldRegisterADataActionOnce() throws Exception {
    var token = client.token();
    var body = "{\"name\":\"n\",\"endpointUrl\":\"https://a.example/x\",\"format\":\"json\"}";
    var first = client.post("/api/v2/dataactions", body, token);
    var second = client.post("/api/v2/dataactions", body, token);

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(second.statusCode()).isEqualTo(409);
  }

  @Test
  void shouldAnswer409ForAKnownOutboundContactUntilItIsNamed() throws Exception {
    var token = client.token();
    var first = "{\"contacts\":[" + outbound("+14155550100", true, "") + "]}";
    client.post("/api/v2/outbound/contacts", first, token);
    var both =
        "{\"contacts\":["
            + outbound("+14155550111", true, "")
            + ","
            + outbound("+14155550100", false, "")
            + "]}";
    var conflict = client.post("/api/v2/outbound/contacts", both, token);
    var record = TenantJson.read(conflict.body()).path("existingRecordId").asText();
    var named = ",\"updateMode\":\"upsert\",\"existingRecordId\":\"" + record + "\"";
    var upsert = "{\"contacts\":[" + outbound("+14155550100", false, named) + "]}";
    var resent = client.post("/api/v2/outbound/contacts", upsert, token);

    assertThat(conflict.statusCode()).isEqualTo(409);
    assertThat(resent.statusCode()).isEqualTo(200);
    assertThat(tenant.outbound().all().values())
        .singleElement()
        .returns("+14155550100", SimulatedContact::phoneNumber)
        .returns(false, SimulatedContact::doNotCall);
  }

  @Test
  void shouldRefuseMoreThanAHundredOutboundContacts() throws Exception {
    var contacts = new StringBuilder();
    for (var i = 0; i < 101; i++) {
      contacts.append(i == 0 ? "" : ",").append(outbound("+141555501" + (100 + i), true, ""));
    }
    var answer =
        client.post(
            "/api/v2/outbound/contacts", "{\"contacts\":[" + contacts + "]}", client.token());

    assertThat(answer.statusCode()).isEqualTo(400);
  }

  @Test
  void shouldMeasureTheRequestsOfASlidingSecond() throws Exception {
    var token = client.token();
    client.patch("/api/v2/contacts/a", "{\"custom\":{}}", token);
    client.get("/tenant/contacts");

    assertThat(client.get("/tenant/rate").path("mostInASecond").asInt()).isBetween(1, 2);
  }

  private static String outbound(String number, boolean doNotCall, String more) {
    return "{\"phone\":{\"phoneNumber\":\""
        + number
        + "\"},\"dnc\":{\"doNotCall\":"
        + doNotCall
        + ",\"optOutDate\":\"2026-11-20T10:00:05.000Z\"},\"customListIds\":[]"
        + more
        + "}";
  }
}
