package io.switchboard.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.json.Json;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables of pages as files. */
@ResourceLock(ConsoleRig.SHARED)
final class ExportsTest {
  private static final int MANY = 3_000;

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
    var ben = PersonClient.of("ben");

    var answer = ben.get("/pushes?key=%2B14155552671&table=answers&format=csv");

    assertThat(answer.headers().firstValue("content-type")).get().asString().startsWith("text/csv");
    assertThat(answer.headers().firstValue("content-disposition"))
        .get()
        .asString()
        .contains("switchboard-answers.csv");
    assertThat(answer.body())
        .startsWith("answered_at,kind,key,outcome,status,attempts,latency_ms,error\r\n")
        .contains(",outbound,***71,confirmed,200,1,12,\"'=cmd|' /C calc'!A0, \"\"quoted\"\"\"\r\n");
  }

  @Test
  void shouldWriteAnObjectALine() throws Exception {
    var ben = PersonClient.of("ben");

    var answer = ben.get("/pushes?key=%2B14155552671&table=answers&format=ndjson");

    var first = Json.mapper().readTree(answer.body().lines().findFirst().orElseThrow());
    assertThat(first.path("key").asText()).isEqualTo("***71");
    assertThat(first.path("status").asInt()).isEqualTo(200);
    assertThat(first.path("answeredAt").asText()).endsWith("Z");
  }

  @Test
  void shouldWriteAllRowsOfTheWindowAndNotThoseOfThePageAlone() {
    var ben = PersonClient.of("ben");

    var answer = ben.get("/dispositions?last=30d&table=results&format=ndjson");

    assertThat(answer.body().lines().filter(line -> line.contains("\"777\"")).count())
        .isGreaterThanOrEqualTo(MANY);
  }

  @Test
  void shouldRevealNumbersInAFileOnlyWithTheRoleAndAnAuditRecord() {
    var ada = PersonClient.of("ada");
    var ben = PersonClient.of("ben");
    var address = "/pushes?key=%2B14155552671&table=answers&format=csv";
    var before = ConsoleRig.shared().values("console.audit").size();

    var revealed = ada.post(address, Map.of("_csrf", ada.token("/pushes")));
    var refused = ben.post(address, Map.of("_csrf", ben.token("/pushes")));
    var forged = ada.post(address, Map.of("_csrf", "forged"));

    assertThat(revealed.body()).contains("'+14155552671");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(forged.statusCode()).isEqualTo(403);
    assertThat(ConsoleRig.shared().values("console.audit"))
        .hasSize(before + 1)
        .last()
        .asString()
        .contains("ada", "export of answers");
  }

  @Test
  void shouldSayWhichTablesAPageHas() {
    var ben = PersonClient.of("ben");

    var unknown = ben.get("/pushes?table=nothing&format=csv");
    var format = ben.get("/pushes?table=answers&format=xlsx");

    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("answers, by-kind");
    assertThat(format.statusCode()).isEqualTo(400);
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
    var ben = PersonClient.of("ben");

    var address = path + (path.contains("?") ? "&" : "?") + "table=" + table + "&format=";
    var csv = ben.get(address + "csv");
    var json = ben.get(address + "ndjson");

    assertThat(List.of(csv.statusCode(), json.statusCode())).as(csv.body()).containsOnly(200);
    assertThat(csv.body().lines().findFirst().orElse("")).matches("[a-z_,\\d]+");
  }
}
