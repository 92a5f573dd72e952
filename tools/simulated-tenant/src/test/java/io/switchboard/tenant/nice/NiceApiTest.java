package io.switchboard.tenant.nice;

import static io.switchboard.tenant.nice.NiceClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.tenant.SimulatedTenant;
import io.switchboard.tenant.TenantOptions;
import io.switchboard.tenant.fault.FaultPlan;
import io.switchboard.tenant.fault.FaultRule;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NiceApiTest {
  private static final long CONTACT = 510_212_552_349_954L;
  private SimulatedTenant tenant;
  private NiceClient client;
  private String token;

  @BeforeEach
  void start() throws Exception {
    tenant = SimulatedTenant.start(TenantOptions.onPort(0).withNice(NiceOptions.onPort(0)));
    client = new NiceClient(tenant);
    token = client.token();
  }

  @AfterEach
  void stop() {
    client.close();
    tenant.close();
  }

  @ParameterizedTest
  @CsvSource({
    "v30.0/server-time, application/json, 200",
    "v33.0/server-time, application/json, 200",
    "v3.0/server-time, application/json, 404",
    "v30.0/server-time, */*, 406"
  })
  void shouldCheckVersionAndAccept(String path, String accept, int status) throws Exception {
    var answer = client.at(tenant.nice().api(), "GET", path, "", token, accept);

    assertThat(answer.statusCode()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "errorDescription, /errorDescription",
    "error_Description, /error_Description",
    "error_description, /error_description",
    "message, /message"
  })
  void shouldSpellErrorsAsDemanded(String spelling, String pointer) throws Exception {
    client.control("POST", "/tenant/faults", "{\"nice\":{\"spelling\":\"" + spelling + "\"}}");
    var answer = client.api("GET", "/dnc-groups/1", "", token);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(json(answer).at(pointer).asText()).contains("DNC group");
  }

  @Test
  void shouldPutTheErrorOnlyIntoTheHeaderWhenDemanded() throws Exception {
    client.control("POST", "/tenant/faults", "{\"nice\":{\"spelling\":\"header\"}}");
    var answer = client.api("GET", "/dnc-groups/1", "", token);

    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValue("icStatusDescription"))
        .contains("There is no such DNC group");
  }

  @Test
  void shouldAnswer429WithoutRetryAfter() throws Exception {
    tenant.setFaults(FaultPlan.of(FaultRule.status("GET", "/server-time", 429, 1)));
    var limited = client.api("GET", "/server-time", "", token);

    assertThat(limited.statusCode()).isEqualTo(429);
    assertThat(limited.headers().firstValue("Retry-After")).isEmpty();
    assertThat(client.api("GET", "/server-time", "", token).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "v30.0, 404, 404",
    "v30.0/dnc-groups, 200, 404",
    "v30.0/dnc, 200, 200",
  })
  void shouldRetireVersionsOnDemand(String gone, int time, int groups) throws Exception {
    client.control("POST", "/tenant/faults", "{\"nice\":{\"goneVersions\":[\"" + gone + "\"]}}");

    assertThat(client.api("GET", "/server-time", "", token).statusCode()).isEqualTo(time);
    assertThat(client.api("GET", "/dnc-groups", "", token).statusCode()).isEqualTo(groups);
  }

  @Test
  void shouldReportCompletedContactsAndTheirCorrections() throws Exception {
    var none = client.api("GET", "/contacts/completed", "", token);
    complete(CONTACT, 1001);
    complete(CONTACT + 1, 2001);
    var info = "{\"dispositionInfo\":{\"skill\":\"8801\",\"dispositionCode\":\"3001\"}}";
    var set = client.api("POST", "/contacts/" + CONTACT + "/set-disposition", info, token);
    var page =
        json(
            client.api(
                "GET",
                "/contacts/completed?updatedSince="
                    + Instant.now().minusSeconds(60)
                    + "&top=1&fields=contactId,primaryDispositionId",
                "",
                token));
    var one = json(client.api("GET", "/contacts/" + CONTACT + "/disposition", "", token));

    assertThat(none.statusCode()).isEqualTo(204);
    assertThat(set.statusCode()).isEqualTo(204);
    assertThat(page.path("totalRecords").asInt()).isEqualTo(2);
    assertThat(page.path("completedContacts").toString())
        .isEqualTo("[{\"contactId\":" + CONTACT + ",\"primaryDispositionId\":3001}]");
    assertThat(page.at("/_links/next").asText()).contains("skip=1");
    assertThat(one.path("dispositionName").asText()).isEqualTo("Interested");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-20T10:00:00%2B00:00", "2026-11-20", "yesterdayZ"})
  void shouldWantTimestampsWithZ(String time) throws Exception {
    var answer = client.api("GET", "/contacts/completed?updatedSince=" + time, "", token);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("errorDescription").asText()).contains("updatedSince");
  }

  @Test
  void shouldAddKnownTagsOnly() throws Exception {
    var path = "/contacts/" + CONTACT + "/tags";
    var added = client.api("POST", path, "{\"tags\":[{\"tagId\":501}]}", token);
    var unknown = client.api("POST", path, "{\"tags\":[{\"tagId\":999}]}", token);

    assertThat(added.statusCode()).isEqualTo(204);
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(json(client.control("GET", "/tenant/nice/tags", "")).toString())
        .isEqualTo("{\"" + CONTACT + "\":[501]}");
  }

  @Test
  void shouldMergeSignalsOfOneMoment() throws Exception {
    client.control("POST", "/tenant/faults", "{\"nice\":{\"signalWindowMs\":3600000}}");
    var path = "/interactions/" + CONTACT + "/signal?p1=switchboard&p2=";
    var first = client.api("POST", path + "completed", "", token);
    client.api("POST", path + "timeout", "", token);
    var body = client.api("POST", path + "x", "{}", token);

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(body.statusCode()).isEqualTo(400);
    assertThat(tenant.nice().signals().of(Long.toString(CONTACT)))
        .singleElement()
        .returns(2, signal -> signal.requests())
        .returns("timeout", signal -> signal.parameters().get("p2"));
    assertThat(tenant.journal().entries("POST", "/signal").getFirst().query())
        .containsEntry("p2", "completed");
  }

  @Test
  void shouldDescribeTheTenant() throws Exception {
    var versions =
        json(client.api("GET", "/apiversion?searchUriText=dnc-groups&verb=DELETE", "", token));

    assertThat(versions.at("/apiInfo/0/version").asText()).isEqualTo("33.0");
    assertThat(versions.at("/apiInfo/0/uri").asText()).isEqualTo("/dnc-groups/{groupId}/records");
    assertThat(json(client.api("GET", "/business-unit", "", token)).at("/businessUnits/0"))
        .isNotEmpty();
    assertThat(json(client.api("GET", "/dispositions", "", token)).path("dispositions")).hasSize(9);
    assertThat(json(client.api("GET", "/tags", "", token)).at("/tags/0/tagId").asInt())
        .isEqualTo(501);
    assertThat(json(client.api("GET", "/points-of-contact", "", token)).toString())
        .contains("main\\\\switchboard");
    assertThat(json(client.api("GET", "/scripts", "", token)).toString()).contains("ONSIGNAL");
  }

  @Test
  void shouldTakeAnotherSetup() throws Exception {
    var setup = client.control("GET", "/tenant/nice/setup", "").body();
    var other = setup.replace("\"dispositionId\":4001", "\"dispositionId\":4002");
    var answer = client.control("PUT", "/tenant/nice/setup", other);

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(client.api("GET", "/dispositions", "", token).body()).contains("4002");
  }

  private void complete(long id, int disposition) throws Exception {
    client.control(
        "POST",
        "/tenant/nice/contacts",
        "{\"contactId\":"
            + id
            + ",\"dispositionId\":"
            + disposition
            + ",\"number\":\"4155550100\"}");
  }
}
