package io.switchboard.tenant.nice;

import static io.switchboard.tenant.nice.NiceClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.tenant.SimulatedTenant;
import io.switchboard.tenant.TenantOptions;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DncGroupsTest {
  private static final String RECORDS = "/dnc-groups/7001/records";
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

  @Test
  void shouldAnswerAddAndExpiryInTwoShapes() throws Exception {
    var added = add("4155550100");
    var expired = expire("4155550100");

    assertThat(json(added).at("/resultSet/errorCount").asInt(-1)).isZero();
    assertThat(json(added).at("/resultSet/recordResults/0/success").asBoolean()).isTrue();
    assertThat(json(added).at("/resultSet/recordResults/0/formattedPhone").asText())
        .isEqualTo("(415) 555-0100");
    assertThat(json(expired).has("resultSet")).isFalse();
    assertThat(json(expired).path("errorCount").asInt(-1)).isZero();
    assertThat(json(expired).at("/recordResults/0/success").asBoolean()).isTrue();
  }

  @Test
  void shouldRefuseANumberOfTheWrongType() throws Exception {
    var text = client.api("POST", RECORDS, body("\"4155550100\""), token);
    var number = client.api("DELETE", RECORDS, body("4155550100"), token);

    assertThat(text.statusCode()).isEqualTo(400);
    assertThat(json(text).path("error_Description").asText()).contains("number");
    assertThat(number.statusCode()).isEqualTo(400);
  }

  @Test
  void shouldFailSingleRecordsInsideA200() throws Exception {
    client.control(
        "POST",
        "/tenant/faults",
        "{\"nice\":{\"records\":[{\"number\":\"0101\",\"count\":1}],\"nationalOnly\":true}}");
    var first =
        client.api(
            "POST",
            RECORDS,
            "{\"dncGroupRecords\":[{\"phoneNumber\":4155550100},{\"phoneNumber\":4155550101},"
                + "{\"phoneNumber\":442079460958}]}",
            token);
    var again = add("4155550101");

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(json(first).at("/resultSet/errorCount").asInt()).isEqualTo(2);
    assertThat(json(first).at("/resultSet/recordResults").findValuesAsText("success"))
        .containsExactly("true", "false", "false");
    assertThat(json(again).at("/resultSet/errorCount").asInt(-1)).isZero();
    assertThat(listed()).isEqualTo("[\"4155550100\",\"4155550101\"]");
  }

  @Test
  void shouldLeaveOutTheVerdictsOnDemand() throws Exception {
    client.control("POST", "/tenant/faults", "{\"nice\":{\"withoutVerdicts\":true}}");

    assertThat(json(add("4155550100")).path("resultSet").has("recordResults")).isFalse();
  }

  @Test
  void shouldSearchByTheListsOfSomeTimeAgo() throws Exception {
    var before = search("4155550100");
    add("4155550100");
    var found = search("4155550100");
    client.control("POST", "/tenant/faults", "{\"nice\":{\"searchLagMs\":3600000}}");
    var lagging = search("4155550100");

    assertThat(before.statusCode()).isEqualTo(204);
    assertThat(json(found).at("/searchResults/0/dncGroupId").asInt()).isEqualTo(7001);
    assertThat(lagging.statusCode()).isEqualTo(204);
  }

  @Test
  void shouldBlockAnExpiredNumberUntilTheListsAreLoadedAgain() throws Exception {
    add("4155550100");
    client.control("POST", "/tenant/nice/load-lists", "");
    expire("4155550100");
    var still = client.control("GET", "/tenant/nice/blocked/4155550100", "");
    client.control("POST", "/tenant/nice/load-lists", "");
    var free = client.control("GET", "/tenant/nice/blocked/4155550100", "");

    assertThat(json(still).path("blocked").asBoolean()).isTrue();
    assertThat(json(free).path("blocked").asBoolean()).isFalse();
  }

  @Test
  void shouldListGroupsRecordsAndSkills() throws Exception {
    var empty = client.api("GET", RECORDS, "", token);
    add("4155550100");
    add("4155550101");
    var groups = json(client.api("GET", "/dnc-groups", "", token));
    var page = json(client.api("GET", RECORDS + "?top=1", "", token));
    var scrubbed = json(client.api("GET", "/dnc-groups/7001/scrubbed-skills", "", token));
    var unknown = client.api("GET", "/dnc-groups/1/records", "", token);

    assertThat(empty.statusCode()).isEqualTo(204);
    assertThat(groups.at("/resultSet/dncGroups/0/validRecords").asInt()).isEqualTo(2);
    assertThat(page.at("/resultSet/totalRecords").asInt()).isEqualTo(2);
    assertThat(page.at("/resultSet/dncRecords")).hasSize(1);
    assertThat(page.at("/resultSet/dncRecords/0/recordId").asLong()).isGreaterThan(1L << 31);
    assertThat(page.at("/resultSet/_links/next").asText()).contains("skip=1");
    assertThat(scrubbed.at("/scrubbedSkills/0/skillId").asInt()).isEqualTo(8802);
    assertThat(unknown.statusCode()).isEqualTo(404);
  }

  private HttpResponse<String> add(String number) throws Exception {
    return client.api("POST", RECORDS, body(number), token);
  }

  private HttpResponse<String> expire(String number) throws Exception {
    return client.api("DELETE", RECORDS, body("\"" + number + "\""), token);
  }

  private HttpResponse<String> search(String number) throws Exception {
    return client.api("POST", "/dnc-groups/search?phoneNumber=" + number, "", token);
  }

  private String listed() throws Exception {
    return json(client.control("GET", "/tenant/nice/dnc", "")).path("7001").toString();
  }

  private static String body(String number) {
    return "{\"dncGroupRecords\":[{\"phoneNumber\":" + number + "}]}";
  }
}
