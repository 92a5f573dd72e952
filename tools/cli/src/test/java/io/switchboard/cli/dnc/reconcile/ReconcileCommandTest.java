package io.switchboard.cli.dnc.reconcile;

import static java.time.temporal.ChronoUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.cli.CommandRig;
import io.switchboard.cli.MigratedDatabase;
import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.contract.settings.Environment;
import io.switchboard.dnc.DncService;
import io.switchboard.sink.SinkService;
import io.switchboard.tenant.SimulatedTenant;
import io.switchboard.tenant.TenantOptions;
import io.switchboard.tenant.nice.NiceOptions;
import io.switchboard.tenant.nice.state.TenantSetup;
import io.switchboard.testkit.database.DatabaseClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole way: dnc-streams, the sink with its pushes, and a tenant whose list was changed. */
final class ReconcileCommandTest {
  private static final int GROUP = TenantSetup.DNC_GROUP;
  private static final String OPTED_OUT = "4155550101";
  private static final String OPTED_IN = "4155550102";
  private static final String UNKNOWN = "4155550103";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path directory;

  @SuppressWarnings("NullAway.Init") // before each test
  private CommandRig rig;

  @SuppressWarnings("NullAway.Init")
  private SimulatedTenant tenant;

  @SuppressWarnings("NullAway.Init")
  private DatabaseClient database;

  private final Map<String, String> settings = new HashMap<>();

  @BeforeEach
  void open() throws SQLException {
    var url = MigratedDatabase.create();
    database = new DatabaseClient(DatabaseSettings.parse(url));
    rig = new CommandRig(directory);
    settings.put("DATABASE_URL", url);
  }

  @AfterEach
  void close() {
    tenant.close();
    rig.close();
    database.close();
  }

  private void startNice() {
    tenant = SimulatedTenant.start(TenantOptions.onPort(0).withNice(NiceOptions.onPort(0)));
    settings.putAll(
        Map.of(
            "CXONE_PROFILE", "nice",
            "CXONE_ISSUER", tenant.nice().issuer().toString(),
            "CXONE_ACCESS_KEY_ID", "key",
            "CXONE_ACCESS_KEY_SECRET", "secret",
            "CXONE_DNC_GROUP", Integer.toString(GROUP)));
    rig.write(settings);
  }

  private Environment sink() {
    var variables = new HashMap<>(rig.service("sink-postgres").variables());
    variables.putAll(settings);
    return new Environment(variables);
  }

  /** A comparison asks the database, the tenant and the broker: not ten times a second. */
  private void awaitAgreement() {
    await()
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(() -> assertThat(reconcile().exitCode()).isZero());
  }

  private CommandRig.Ran reconcile(String... more) {
    var arguments =
        new ArrayList<>(
            List.of("dnc", "reconcile", "--settle", "PT0S", "--work-dir", work().toString()));
    arguments.addAll(List.of(more));
    return rig.run(arguments.toArray(String[]::new));
  }

  private Path work() {
    return directory.resolve("work");
  }

  private void consent(String number, String event, Instant at) {
    var body =
        "{\"phoneNumber\":\"%s\",\"eventName\":\"%s\",\"timestamp\":\"%s\"}"
            .formatted(number, event, at);
    rig.send("cxone.dnc-events", null, number, body, new RecordHeaders());
    rig.flush();
  }

  private List<String> listed() {
    return tenant.nice().dnc().numbers(GROUP, Instant.now());
  }

  @Test
  void shouldFindAndRepairBothDirections() {
    startNice();
    var at = Instant.now().minusSeconds(600);
    try (var _ = DncService.start(rig.service(DncService.NAME));
        var _ = SinkService.start(sink())) {
      consent(OPTED_OUT, "optOut", at);
      consent(OPTED_IN, "optIn", at);
      await().untilAsserted(() -> assertThat(registered()).isEqualTo(2));
      // both: a removal that is still to be sent would undo what the administrator does below
      await().untilAsserted(() -> assertThat(confirmed()).isEqualTo(2));
      assertThat(listed()).contains(OPTED_OUT);
      awaitAgreement();
      // an administrator changes the list
      var now = Instant.now();
      tenant.nice().dnc().expire(GROUP, OPTED_OUT, now);
      tenant.nice().dnc().add(GROUP, OPTED_IN, now, null);
      tenant.nice().dnc().add(GROUP, UNKNOWN, now, null);

      var found = reconcile();
      var repaired = reconcile("--yes", "--by", "jane");

      assertThat(found.exitCode()).as(found.err()).isEqualTo(3);
      assertThat(found.out())
          .contains("***01  would be called", "***02  is blocked, opted in", "***03  is blocked")
          .doesNotContain("415555");
      assertThat(found.err()).contains("Nothing was entered");
      assertThat(repaired.exitCode()).as(repaired.err()).isZero();
      assertThat(repaired.out()).contains("2 events written to the log, 2 decided");
      await()
          .untilAsserted(
              () -> assertThat(listed()).contains(OPTED_OUT, UNKNOWN).doesNotContain(OPTED_IN));
      assertThat(reconcile("--adopt", "--yes").exitCode()).isZero();
      awaitAgreement();
      assertThat(work()).doesNotExist();
    }
  }

  /** The comparison after the download fails, as when PostgreSQL is away. */
  @ParameterizedTest
  @CsvSource({"PT50M, false", "PT61M, true"})
  void shouldReadTheListAgainWhenItWasReadTooLongAgo(Duration age, boolean again) throws Exception {
    startNice();
    suppress("+1" + OPTED_OUT);
    tenant.nice().dnc().add(GROUP, OPTED_OUT, Instant.now(), null);
    database.execute("ALTER TABLE dnc_registry RENAME TO away");
    assertThat(reconcile().exitCode()).isEqualTo(1);
    database.execute("ALTER TABLE away RENAME TO dnc_registry");
    var begunAt = Instant.now().minus(age);
    changePosition(begunAt);
    tenant.nice().dnc().expire(GROUP, OPTED_OUT, Instant.now());

    var found = reconcile("--zone", "Asia/Tokyo");

    assertThat(found.out().contains("1 would be called")).as(found.out()).isEqualTo(again);
    assertThat(found.err().contains("begins again")).as(found.err()).isEqualTo(again);
    var readAt = begunAt.atZone(ZoneId.of("Asia/Tokyo")).toLocalDateTime().truncatedTo(SECONDS);
    assertThat(found.out()).contains("list read at", "+09:00 (Asia/Tokyo)");
    assertThat(found.out().contains("read at " + readAt)).isNotEqualTo(again);
  }

  private void suppress(String number) throws SQLException {
    database.execute(
        """
        INSERT INTO dnc_registry VALUES ('%s', true, now(), 'e', 'webhook', NULL, '[]', 'h', 1,
          now() - interval '1 day')"""
            .formatted(number));
  }

  /** The digits are a number in Leer, and one of a German mobile without its plus sign. */
  @ParameterizedTest
  @CsvSource({
    "+491773333333, 'agreeing 1,|0 would be called|0 blocked and unknown'",
    "+49491773333333, 'agreeing 1,|0 would be called|0 blocked and unknown'",
    "+491773333334, 'agreeing 0,|1 would be called|1 blocked and unknown'"
  })
  void shouldTakeAnEntryForEachOfItsReadings(String suppressed, String expected) throws Exception {
    settings.put("DNC_DEFAULT_REGION", "DE");
    startNice();
    tenant.nice().dnc().add(GROUP, "491773333333", Instant.now(), null);
    suppress(suppressed);

    var found = reconcile();

    assertThat(found.out()).as(found.err()).contains(expected.split("\\|"));
  }

  /** As if the list had been read then. */
  private void changePosition(Instant begunAt) throws IOException {
    var file = work().resolve("position");
    var lines = Files.readAllLines(file);
    lines.set(1, begunAt.toString());
    Files.write(file, lines);
  }

  @Test
  void shouldCompareTheAnswersToPushesInTheTutorialsShape() throws SQLException {
    tenant = SimulatedTenant.start(TenantOptions.onPort(0).withClient("id", "s"));
    settings.put("CXONE_BASE_URL", tenant.baseUrl().toString());
    settings.put("CXONE_CLIENT_ID", "id");
    settings.put("CXONE_CLIENT_SECRET", "s");
    rig.write(settings);
    try (var _ = DncService.start(rig.service(DncService.NAME));
        var _ = SinkService.start(sink())) {
      consent(OPTED_OUT, "optOut", Instant.now().minusSeconds(600));
      await().untilAsserted(() -> assertThat(registered()).isEqualTo(1));
      awaitAgreement();
      database.execute("delete from cxone_pushes"); // as if CXone had never answered
      var pushed = outboundRequests();

      var found = reconcile();
      var repaired = reconcile("--yes");

      assertThat(found.exitCode()).as(found.err()).isEqualTo(3);
      assertThat(found.out()).contains("***01  would be called");
      assertThat(repaired.exitCode()).as(repaired.err()).isZero();
      awaitAgreement();
      assertThat(outboundRequests()).isGreaterThan(pushed);
    }
  }

  private int outboundRequests() {
    return tenant.journal().entries("POST", "outbound").size();
  }

  private long registered() throws SQLException {
    return count("dnc_registry");
  }

  private long confirmed() throws SQLException {
    return count("cxone_pushes where outcome = 'confirmed'");
  }

  private long count(String rowsOf) throws SQLException {
    return Long.parseLong(database.rows("select count(*) from " + rowsOf).getFirst());
  }
}
