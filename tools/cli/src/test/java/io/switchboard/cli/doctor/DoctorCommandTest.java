package io.switchboard.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.cli.CommandRig;
import io.switchboard.cli.MigratedDatabase;
import io.switchboard.contract.json.Json;
import io.switchboard.contract.settings.Environment;
import io.switchboard.embedded.EmbeddedDatabase;
import io.switchboard.embedded.EmbeddedRedis;
import io.switchboard.embedded.FreePorts;
import io.switchboard.ingress.IngressService;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** doctor on real servers. The embedded database of tests has fsync off, which check P6 finds. */
final class DoctorCommandTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private static Path directory;

  private static final int PORT = FreePorts.next();
  private static final Map<String, String> SETTINGS = new HashMap<>();

  @SuppressWarnings("NullAway.Init") // before all tests
  private static CommandRig rig;

  @SuppressWarnings("NullAway.Init")
  private static IngressService ingress;

  @BeforeAll
  static void open() throws Exception {
    var url = MigratedDatabase.create();
    rig = CommandRig.withTopicsOfUp(directory);
    SETTINGS.put("DATABASE_URL", url);
    SETTINGS.put("REDIS_URL", EmbeddedRedis.shared().url());
    SETTINGS.put("HTTP_PORT", Integer.toString(PORT));
    SETTINGS.put("WEBHOOK_HEADER", "X-Webhook-Token: doctors-secret");
    var environment = new HashMap<>(rig.service("ingress").variables());
    environment.putAll(SETTINGS);
    environment.put("API_KEYS", "a-key-of-tests");
    environment.put("HTTP_HOST", "127.0.0.1");
    ingress = IngressService.start(new Environment(environment));
  }

  @AfterAll
  static void close() {
    ingress.close();
    rig.close();
  }

  private static CommandRig.Ran doctor(Map<String, String> more, String... arguments) {
    var all = new HashMap<>(SETTINGS);
    all.putAll(more);
    rig.write(all);
    return rig.run(arguments);
  }

  @Test
  void shouldFindTheOneThingThatIsWrongWithTheServersOfTests() throws Exception {
    var ran = doctor(Map.of(), "doctor", "--write", "-o", "json");

    var results = new HashMap<String, String>();
    Json.mapper()
        .readTree(ran.out())
        .forEach(row -> results.put(row.path("number").asText(), row.path("result").asText()));
    assertThat(ran.exitCode()).as(ran.out()).isEqualTo(1);
    assertThat(results)
        .containsEntry("P6", "FAILED")
        .containsEntry("R3", "warning")
        .containsEntry("W2", "ok");
    results.remove("P6");
    assertThat(results.values()).as(ran.out()).doesNotContain("FAILED");
    assertThat(ran.out()).contains("fsync=off").doesNotContain("doctors-secret");
  }

  @Test
  void shouldPrintATableWithWhatToDo() {
    var ran = doctor(Map.of(), "doctor");

    assertThat(ran.out().lines())
        .anyMatch(line -> line.startsWith("K1 "))
        .anyMatch(line -> line.matches("P6 +settings of PostgreSQL +FAILED +fsync=off.*"))
        .anyMatch(line -> line.matches(" +-> set fsync=on and restart PostgreSQL"))
        .last()
        .asString()
        .contains("something is wrong");
  }

  @Test
  void shouldCompareTheTopicsWithTheChosenProfile() {
    var ran = doctor(Map.of(), "doctor", "--topics-profile", "production");

    assertThat(ran.out())
        .contains("1 of at least 3 brokers are in service")
        .contains("topics plan --profile production");
  }

  @Test
  void shouldComputeTheLargestAnswerOfTheActiveMenu() {
    rig.write(SETTINGS);
    var activated = rig.run("ivr", "activate", "shipped", "--yes");
    var tenant = Map.of("CXONE_BASE_URL", "http://127.0.0.1:" + FreePorts.next());

    var ran = doctor(tenant, "doctor", "--only", "tenant");

    assertThat(activated.exitCode()).as(activated.err()).isZero();
    assertThat(ran.out()).containsPattern("22 .* node \\w+ \\(active, [0-9a-f]{12}\\)");
  }

  @Test
  void shouldNameTheMissingMigration() {
    var empty = EmbeddedDatabase.shared().database("doctor_empty");

    var ran = doctor(Map.of("DATABASE_URL", empty), "doctor");

    assertThat(ran.out()).contains("no schema, not applied: V1", "sink-postgres of this version");
  }

  @Test
  void shouldFindAWebhookThatLeadsElsewhere() {
    var dead = "http://127.0.0.1:" + FreePorts.next();

    var ran = doctor(Map.of("PUBLIC_URL", dead), "doctor");

    assertThat(ran.out()).contains("ingress does not answer at " + dead, "needs check W1");
    assertThat(ran.exitCode()).isEqualTo(1);
  }
}
