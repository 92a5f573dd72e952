package io.switchboard.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.cli.DeploymentOptions;
import io.switchboard.cli.SwitchboardCommand;
import io.switchboard.cli.ZoneOptions;
import io.switchboard.embedded.FreePorts;
import io.switchboard.replay.status.DeploymentReport;
import io.switchboard.replay.status.DeploymentReport.Check;
import io.switchboard.replay.status.DeploymentReport.ServiceState;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** A deployment whose servers do not answer. */
final class StatusCommandTest {
  private static final String KAFKA = "Kafka does not answer";

  private final StringWriter printed = new StringWriter();
  @TempDir private Path directory;

  @BeforeEach
  void write() throws IOException {
    var address = "127.0.0.1:" + FreePorts.next();
    Files.writeString(
        directory.resolve(DeploymentOptions.ADDRESSES),
        """
        KAFKA_BOOTSTRAP_SERVERS=%s
        DATABASE_URL=jdbc:postgresql://%s/switchboard?user=jane&password=hidden
        REDIS_URL=redis://:hidden@%s
        """
            .formatted(address, address, address));
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "json"})
  void shouldMaskPasswords(String format) {
    var exitCode = run(printed, "status", "-o", format);

    assertThat(exitCode).isEqualTo(1);
    assertThat(printed.toString()).contains("password=***", "redis://:***@", KAFKA);
    assertThat(printed.toString()).doesNotContain("hidden");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis://hidden@127.0.0.1:1",
        "redis://:p@hidden@127.0.0.1:1",
        "redis://:a/hidden@127.0.0.1:1"
      })
  void shouldMaskAllThatIsBeforeTheHost(String url) throws IOException {
    Files.writeString(
        directory.resolve(DeploymentOptions.ADDRESSES),
        "KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1\nREDIS_URL=" + url + "\n");

    run(printed, "status", "-o", "json");

    assertThat(printed.toString()).contains("***@127.0.0.1:1").doesNotContain("hidden");
  }

  @Test
  void shouldGiveAShellTheWholeAddresses() {
    run(printed, "status", "-o", "env");

    assertThat(printed.toString()).contains("export DATABASE_URL='jdbc:", "password=hidden'");
  }

  @Test
  void shouldNotAskTheDefaultAddressesForServicesThatAnUpDoesNotRun() {
    run(printed, "status");

    assertThat(printed.toString()).doesNotContain("unreachable", ":809", ":8080");
  }

  @Test
  void shouldPrintAReportALine() {
    run(new Closing(printed), "status", "--watch", "-o", "ndjson");

    assertThat(printed.toString().lines()).hasSize(2).allMatch(line -> line.startsWith("{"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "env"})
  void shouldRefuseToWatchInAFormatOfOneReport(String format) {
    var exitCode = run(printed, "status", "--watch", "-o", format);

    assertThat(exitCode).isEqualTo(2);
    assertThat(printed.toString()).isEmpty();
  }

  @Test
  void shouldRefreshUntilItsOutputIsClosed() {
    run(new Closing(printed), "status", "--watch");

    assertThat(printed.toString().split(KAFKA, -1)).hasSize(3);
  }

  @Test
  void shouldListServersThatDoNotAnswerAsBroken() {
    var report =
        new DeploymentReport(
            Map.of(),
            List.of(
                new ServiceState("ingress", "http://127.0.0.1:8090", "ready", List.of()),
                new ServiceState("dnc-streams", "http://127.0.0.1:8093", "unreachable", List.of())),
            Map.of("sink-postgres", 461L),
            Map.of(),
            "",
            "PostgreSQL does not answer at 127.0.0.1:15432");

    var text = new StatusTable(report, Instant::toString).text();

    assertThat(text.substring(text.indexOf("paused or broken")))
        .contains(
            "PostgreSQL does not answer at 127.0.0.1:15432",
            "dnc-streams does not answer at http://127.0.0.1:8093")
        .doesNotContain("nothing", "ingress");
  }

  @Test
  void shouldLeaveOutOfAScreenTheAddressesThatDoNotChange() {
    var report =
        new DeploymentReport(
            Map.of("REDIS_URL", "redis://127.0.0.1:16379"),
            List.of(new ServiceState("ingress", "http://127.0.0.1:8090", "ready", List.of())),
            Map.of("sink-postgres", 461L),
            Map.of(),
            "",
            "");

    var text = new StatusTable(report, Instant::toString).changing();

    assertThat(text)
        .contains("ingress", "461", "dead letters", "paused or broken")
        .doesNotContain("REDIS_URL");
  }

  @Test
  void shouldAlignNumbersAtTheRight() {
    var lag = new TreeMap<>(Map.of("sink-postgres", 1_461L, "sink-postgres-cxone", 5L));
    var report = new DeploymentReport(Map.of(), List.of(), lag, Map.of(), "", "");

    var text = new StatusTable(report, Instant::toString).text();

    assertThat(text.lines())
        .contains("  sink-postgres             1,461", "  sink-postgres-cxone           5");
  }

  @Test
  void shouldPrintInTheZoneSinceWhenAComponentIsPaused() {
    var paused = new Check("kafka", "PAUSED", "no answer", "2026-11-20T10:00:00.000Z");
    var ingress = new ServiceState("ingress", "http://127.0.0.1:8090", "ready", List.of(paused));
    var report = new DeploymentReport(Map.of(), List.of(ingress), Map.of(), Map.of(), "", "");
    var berlin = CommandLine.populateCommand(new ZoneOptions(), "--zone", "Europe/Berlin");

    var text = new StatusTable(report, berlin::text).text();

    assertThat(text).contains("PAUSED since 2026-11-20T11:00:00+01:00 (Europe/Berlin): no answer");
  }

  private int run(Writer out, String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.add("--data-dir");
    all.add(directory.toString());
    var line = all.toArray(String[]::new);
    return SwitchboardCommand.commandLineFor(line)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(new StringWriter(), true))
        .execute(line);
  }

  /** A pipe whose reader has gone after two reports. */
  private static final class Closing extends FilterWriter {
    private int reports;

    Closing(Writer out) {
      super(out);
    }

    @Override
    public void write(String text, int from, int length) throws IOException {
      out.write(text, from, length);
      if (text.contains(KAFKA) && ++reports == 2) {
        throw new IOException("closed");
      }
    }
  }
}
