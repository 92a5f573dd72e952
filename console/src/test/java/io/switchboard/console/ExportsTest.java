package io.switchboard.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.switchboard.contract.json.Json;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables of pages as files. */
@ResourceLock(ConsoleRig.SHARED)
final class ExportsTest extends BrowserTest {
  private static final int MANY = 3_000;
  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  @BeforeAll
  static void fill() throws SQLException {
    var rig = ConsoleRig.shared();
    rig.execute(
        """
        INSERT INTO cxone_pushes(push_id, kind, key, event_id, outcome, status, attempts,
          event_time, answered_at, latency_ms, error)
        VALUES ('x1', 'outbound', '+14155552671', 'e1', 'confirmed', 200, 1, now(), now(), 12,
          ?)""",
        "=cmd|' /C calc'!A0, \"quoted\"");
    rig.execute(
        """
        INSERT INTO dispositions(event_id, contact_id, disposition_code, category, severity,
          rule_id, rules_version, audit_entry, revision, stale, event_time, time_source,
          received_at)
        SELECT 'many-' || i, 'c-' || i, '777', ?, 'low', 'none', '1', 'x', 1, false, now(),
          'event', now() - interval '20 days' FROM generate_series(1, 3000) AS i""",
        "unclassified");
  }

  @Test
  void shouldWriteCsvThatASpreadsheetDoesNotExecute() {
    var page = loggedIn("ben");

    var answer = get(page, "/pushes?key=%2B14155552671&table=answers&format=csv");

    assertThat(answer.headers().get("content-type")).startsWith("text/csv");
    assertThat(answer.headers().get("content-disposition")).contains("switchboard-answers.csv");
    assertThat(answer.text())
        .startsWith("answered_at,kind,key,outcome,status,attempts,latency_ms,error\r\n")
        .contains(",outbound,***71,confirmed,200,1,12,\"'=cmd|' /C calc'!A0, \"\"quoted\"\"\"\r\n");
  }

  @Test
  void shouldWriteAnObjectALine() throws Exception {
    var page = loggedIn("ben");

    var answer = get(page, "/pushes?key=%2B14155552671&table=answers&format=ndjson");

    var first = Json.mapper().readTree(answer.text().lines().findFirst().orElseThrow());
    assertThat(first.path("key").asText()).isEqualTo("***71");
    assertThat(first.path("status").asInt()).isEqualTo(200);
    assertThat(first.path("answeredAt").asText()).endsWith("Z");
  }

  @Test
  void shouldWriteAllRowsOfTheWindowAndNotThoseOfThePageAlone() {
    var page = loggedIn("ben");

    var answer = get(page, "/dispositions?last=30d&table=results&format=ndjson");

    assertThat(answer.text().lines().filter(line -> line.contains("\"777\"")).count())
        .isGreaterThanOrEqualTo(MANY);
  }

  @Test
  void shouldRevealNumbersInAFileOnlyWithTheRoleAndAnAuditRecord() {
    var ada = openAs("ada", "/pushes");
    var ben = openAs("ben", "/pushes");
    var address = "/pushes?key=%2B14155552671&table=answers&format=csv";
    var before = ConsoleRig.shared().values("console.audit").size();

    var revealed = post(ada, address, token(ada));
    var refused = post(ben, address, token(ben));
    var forged = post(ada, address, "forged");

    assertThat(revealed.text()).contains("'+14155552671");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(forged.status()).isEqualTo(403);
    assertThat(ConsoleRig.shared().values("console.audit"))
        .hasSize(before + 1)
        .last()
        .asString()
        .contains("ada", "export of answers");
  }

  @Test
  void shouldSayWhichTablesAPageHas() {
    var page = loggedIn("ben");

    var unknown = get(page, "/pushes?table=nothing&format=csv");
    var format = get(page, "/pushes?table=answers&format=xlsx");

    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.text()).contains("answers, by-kind");
    assertThat(format.status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "/,services",
    "/,lag",
    "/,last-minute",
    "/,menu-answers",
    "/,topics-over-time",
    "/,decisions-over-time",
    "/live,records",
    "/calls,ended-calls",
    "/calls,callers-now",
    "/calls,exits",
    "/calls,nodes",
    "/calls,outcomes",
    "/calls/c-1,timeline",
    "/trace?q=c-1,trace",
    "/consent,unresolved",
    "/consent,unconfirmed",
    "/consent,quarantined",
    "/consent,heads",
    "/dispositions,results",
    "/dispositions,categories",
    "/dispositions,unknown-codes",
    "/dispositions,severities-over-time",
    "/dispositions,categories-over-time",
    "/pushes,by-kind",
    "/pushes,busiest-seconds",
    "/pushes,answers-over-time",
    "/dead-letters,dead-letters",
    "/dead-letters,groups",
    "/audit,actions"
  })
  void shouldExportEveryTable(String path, String table) {
    var page = loggedIn("ben");

    var address = path + (path.contains("?") ? "&" : "?") + "table=" + table + "&format=";
    var csv = get(page, address + "csv");
    var json = get(page, address + "ndjson");

    assertThat(List.of(csv.status(), json.status())).as(csv.text()).containsOnly(200);
    assertThat(csv.text().lines().findFirst().orElse("")).matches("[a-z_,\\d]+");
  }

  /** A page that is still empty, but its requests are those of this person: nothing is drawn. */
  private static Page loggedIn(String name) {
    var page = browser().page();
    var token = CSRF.matcher(get(page, "/login").text());
    assertThat(token.find()).isTrue();
    var form =
        FormData.create()
            .set("_csrf", token.group(1))
            .set("name", name)
            .set("password", "secret")
            .set("next", "/audit");
    var answer =
        page.request()
            .post(
                ConsoleRig.shared().url("/login"),
                RequestOptions.create().setForm(form).setMaxRedirects(0));
    assertThat(answer.status()).isEqualTo(303);
    return page;
  }

  private static APIResponse get(Page page, String path) {
    return page.request().get(ConsoleRig.shared().url(path));
  }

  private static APIResponse post(Page page, String path, String token) {
    return page.request()
        .post(
            ConsoleRig.shared().url(path),
            RequestOptions.create().setForm(FormData.create().set("_csrf", token)));
  }
}
