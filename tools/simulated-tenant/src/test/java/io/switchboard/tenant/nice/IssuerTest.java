package io.switchboard.tenant.nice;

import static io.switchboard.tenant.nice.NiceClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.tenant.SimulatedTenant;
import io.switchboard.tenant.TenantOptions;
import io.switchboard.tenant.fault.FaultPlan;
import io.switchboard.tenant.http.TenantJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IssuerTest {
  private SimulatedTenant tenant;
  private NiceClient client;

  @BeforeEach
  void start() {
    tenant =
        SimulatedTenant.start(
            TenantOptions.onPort(0)
                .withClient("app", "app-secret")
                .withNice(NiceOptions.onPort(0).withAccessKey("key", "key-secret")));
    client = new NiceClient(tenant);
  }

  @AfterEach
  void stop() {
    client.close();
    tenant.close();
  }

  @Test
  void shouldLeadFromTheIssuerToTheApi() throws Exception {
    var configuration = json(client.issuer("GET", "/.well-known/openid-configuration", ""));
    var answer =
        json(
            client.token("app:app-secret", "grant_type=password&username=key&password=key-secret"));
    var payload = answer.path("id_token").asText().split("\\.")[1];
    var claims =
        TenantJson.read(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8));
    var found =
        json(
            client.issuer(
                "GET",
                "/.well-known/cxone-configuration?tenantId=" + claims.path("tenantId").asText(),
                ""));

    assertThat(configuration.path("token_endpoint").asText())
        .isEqualTo(tenant.nice().issuer() + "/auth/token");
    assertThat(configuration.path("grant_types_supported").toString())
        .contains("password")
        .doesNotContain("client_credentials");
    assertThat(claims.path("iss").asText()).isEqualTo(tenant.nice().issuer().toString());
    assertThat(claims.at("/role/legacyId").asText()).isEqualTo("Administrator");
    assertThat(answer.path("expires_in").asInt()).isEqualTo(3600);
    assertThat(found.path("api_endpoint").asText()).isEqualTo(tenant.baseUrl().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          app:app-secret | grant_type=client_credentials                         | 400 | unsupported_grant_type
          app:wrong      | grant_type=password&username=key&password=key-secret  | 401 | invalid_client
          other:app-secret | grant_type=password&username=key&password=key-secret | 401 | invalid_client
          app:app-secret | grant_type=password&username=key&password=wrong       | 401 | invalid_grant
          app:app-secret | grant_type=refresh_token&refresh_token=made-up        | 400 | invalid_grant
          """)
  void shouldRefuseATokenAndSayWhy(String application, String form, int status, String error)
      throws Exception {
    var answer = client.token(application, form);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(json(answer).path("error").asText()).isEqualTo(error);
  }

  @Test
  void shouldGiveATokenForAnAccessKeyAloneAndForARefreshTokenOnce() throws Exception {
    var key = "{\"accessKeyId\":\"key\",\"accessKeySecret\":\"key-secret\"}";
    var byKey = json(client.issuer("POST", "/authentication/v1/token/access-key", key));
    var refresh = "grant_type=refresh_token&refresh_token=" + byKey.path("refresh_token").asText();
    var first = client.token("app:app-secret", refresh);
    var second = client.token("app:app-secret", refresh);

    assertThat(byKey.path("id_token").asText()).contains(".");
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(second.statusCode()).isEqualTo(400);
    assertThat(tenant.journal().entries().toString())
        .doesNotContain("key-secret", "app-secret", byKey.path("refresh_token").asText());
  }

  @Test
  void shouldRefuseTheTokenOnTheHostOfTheIssuer() throws Exception {
    var token = client.token();
    var issuer = tenant.nice().issuer();
    var wrong = client.at(issuer, "GET", "v30.0/server-time", "", token, "application/json");
    var right = client.api("GET", "/server-time", "", token);

    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(right.statusCode()).isEqualTo(200);
  }

  @Test
  void shouldAnswerInvalidClientOnDemandAndGiveShortLives() throws Exception {
    client.control(
        "POST", "/tenant/faults", "{\"nice\":{\"invalidClient\":true},\"tokenLifeSeconds\":2}");
    var refused = client.token("app:app-secret", "grant_type=password");
    client.control("POST", "/tenant/faults", "{\"tokenLifeSeconds\":2}");
    var answer =
        client.token("app:app-secret", "grant_type=password&username=key&password=key-secret");

    assertThat(json(refused).path("error").asText()).isEqualTo("invalid_client");
    assertThat(json(answer).path("expires_in").asInt()).isEqualTo(2);
  }

  @Test
  void shouldMoveTheTenantToAnotherHost() throws Exception {
    var token = client.token();
    var before = tenant.nice().api();
    var answer = client.control("POST", "/tenant/nice/move", "");
    var old = client.at(before, "GET", "v30.0/server-time", "", token, "application/json");
    var moved = client.api("GET", "/server-time", "", token);

    assertThat(json(answer).path("api_endpoint").asText())
        .isEqualTo(tenant.nice().api().toString())
        .isNotEqualTo(before.toString());
    assertThat(old.statusCode()).isEqualTo(401);
    assertThat(moved.statusCode()).isEqualTo(200);
  }

  @Test
  void shouldKeepItsDncListsWhenFaultsAreReplaced() throws Exception {
    var record = "{\"dncGroupRecords\":[{\"phoneNumber\":4155550100}]}";
    client.api("POST", "/dnc-groups/7001/records", record, client.token());
    tenant.setFaults(FaultPlan.NONE);

    assertThat(json(client.control("GET", "/tenant/nice/dnc", "")).at("/7001/0").asText())
        .isEqualTo("4155550100");
  }
}
