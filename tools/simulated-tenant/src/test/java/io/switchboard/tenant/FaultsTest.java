package io.switchboard.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.tenant.http.TenantJson;
import java.io.IOException;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultsTest {
  private static final String BODY = "{\"custom\":{\"a\":1}}";
  private SimulatedTenant tenant;
  private TenantClient client;

  @BeforeEach
  void start() {
    tenant = SimulatedTenant.start(TenantOptions.onPort(0));
    client = new TenantClient(tenant);
  }

  @AfterEach
  void stop() {
    client.close();
    tenant.close();
  }

  @Test
  void shouldAnswer429WithRetryAfterAsOftenAsAsked() throws Exception {
    var token = client.token();
    client.post(
        "/tenant/faults",
        "{\"rules\":[{\"method\":\"PATCH\",\"status\":429,\"retryAfter\":\"2\",\"count\":2}]}",
        "");
    var first = client.patch("/api/v2/contacts/c", BODY, token);
    var second = client.patch("/api/v2/contacts/c", BODY, token);
    var third = client.patch("/api/v2/contacts/c", BODY, token);

    assertThat(first.statusCode()).isEqualTo(429);
    assertThat(first.headers().firstValue("Retry-After")).contains("2");
    assertThat(second.statusCode()).isEqualTo(429);
    assertThat(third.statusCode()).isEqualTo(200);
  }

  @Test
  void shouldRefuseATokenAfterSoManyCalls() throws Exception {
    var token = client.token();
    client.post("/tenant/faults", "{\"unauthorizedAfter\":1}", "");
    var first = client.patch("/api/v2/contacts/c", BODY, token);
    var second = client.patch("/api/v2/contacts/c", BODY, token);

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(second.statusCode()).isEqualTo(401);
  }

  @Test
  void shouldFailTheShareOfRequestsThatTheSeedSays() throws Exception {
    var token = client.token();
    client.post("/tenant/faults", "{\"rules\":[{\"share\":0.5,\"status\":503}]}", "");
    var statuses = new ArrayList<Integer>();
    for (var i = 0; i < 20; i++) {
      statuses.add(client.patch("/api/v2/contacts/c", BODY, token).statusCode());
    }

    assertThat(statuses).contains(200, 503);
  }

  @Test
  void shouldApplyWhatItThenDeniesOrCutsOff() throws Exception {
    var token = client.token();
    client.post(
        "/tenant/faults",
        "{\"rules\":[{\"path\":\"/c-lied\",\"status\":500,\"applied\":true},"
            + "{\"path\":\"/c-cut\",\"cut\":true}]}",
        "");
    var lied = client.patch("/api/v2/contacts/c-lied", BODY, token);

    assertThat(lied.statusCode()).isEqualTo(500);
    assertThatThrownBy(() -> client.patch("/api/v2/contacts/c-cut", BODY, token))
        .isInstanceOf(IOException.class);
    assertThat(tenant.memory().contacts()).containsOnlyKeys("c-lied", "c-cut");
  }

  @Test
  void shouldGiveTokensOfTheLifeAskedForAndSayOddThingsAboutIt() throws Exception {
    client.post("/tenant/faults", "{\"tokenLifeSeconds\":30,\"expiresIn\":\"soon\"}", "");
    var form = "grant_type=client_credentials&client_id=me&client_secret=s";
    var answer = client.send("POST", "/oauth/token", form, "application/x-www-form-urlencoded", "");

    assertThat(TenantJson.read(answer.body()).path("expires_in").asText()).isEqualTo("soon");
  }

  @Test
  void shouldNameWhatItDoesNotKnowInAPlan() throws Exception {
    var answer = client.post("/tenant/faults", "{\"rulez\":[]}", "");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("rulez");
  }
}
