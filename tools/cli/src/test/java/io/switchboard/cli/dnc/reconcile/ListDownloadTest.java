package io.switchboard.cli.dnc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.cli.CommandFailure;
import io.switchboard.contract.json.Json;
import io.switchboard.cxone.CxoneClient;
import io.switchboard.cxone.profile.CxoneProfile;
import io.switchboard.cxone.read.CxoneReader;
import io.switchboard.cxone.read.ListReader;
import io.switchboard.cxone.read.ReadRequest;
import io.switchboard.cxone.read.ReadResult;
import io.switchboard.cxone.settings.CxoneSettings;
import io.switchboard.replay.reading.Progress;
import io.switchboard.tenant.SimulatedTenant;
import io.switchboard.tenant.TenantOptions;
import io.switchboard.tenant.fault.FaultPlan;
import io.switchboard.tenant.fault.FaultRule;
import io.switchboard.tenant.nice.NiceOptions;
import io.switchboard.tenant.nice.state.TenantSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ListDownloadTest {
  private static final int GROUP = TenantSetup.DNC_GROUP;
  private static final int RUN_SIZE = 200;

  private final SimulatedTenant tenant =
      SimulatedTenant.start(TenantOptions.onPort(0).withNice(NiceOptions.onPort(0)));
  private final List<String> expected = new ArrayList<>();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path directory;

  @SuppressWarnings("NullAway.Init") // before each test
  private CxoneClient client;

  @BeforeEach
  void fill() {
    var now = Instant.now();
    IntStream.range(0, 550)
        .forEach(
            i -> {
              tenant.nice().dnc().add(GROUP, "415555" + (1_000 + i), now, null);
              expected.add("+1415555" + (1_000 + i));
            });
    tenant.nice().dnc().expire(GROUP, "4155551000", now.minusSeconds(1));
    expected.removeFirst();
    var settings =
        Map.of(
            "CXONE_PROFILE", "nice",
            "CXONE_ISSUER", tenant.nice().issuer().toString(),
            "CXONE_ACCESS_KEY_ID", "key",
            "CXONE_ACCESS_KEY_SECRET", "secret",
            "CXONE_DNC_GROUP", Integer.toString(GROUP));
    client =
        CxoneClient.open(
            CxoneSettings.read(
                    name -> Optional.ofNullable(settings.get(name)), (name, what, example) -> {})
                .orElseThrow(),
            new SimpleMeterRegistry());
  }

  @AfterEach
  void close() {
    client.close();
    tenant.close();
  }

  private SortedRuns.Position download(SortedRuns runs, Progress progress) throws Exception {
    return new ListDownload(
            client.list("dncRecords"), runs, _ -> Set.of(), "US", Instant.now(), RUN_SIZE)
        .read(position(runs), progress);
  }

  private static SortedRuns.Position position(SortedRuns runs) throws IOException {
    return runs.position("list")
        .orElseGet(() -> SortedRuns.Position.beginning("list", Instant.now()));
  }

  private static List<String> numbers(SortedRuns runs, SortedRuns.Position position)
      throws IOException {
    var numbers = new ArrayList<String>();
    try (var merged = runs.merged(position)) {
      merged.forEachRemaining(numbers::add);
    }
    return numbers.stream().distinct().toList();
  }

  @Test
  void shouldReadTheWholeListSortedWithoutExpiredRecords() throws Exception {
    var runs = new SortedRuns(directory.resolve("runs"));

    var position = download(runs, Progress.SILENT);

    assertThat(position.runs()).isEqualTo(3);
    assertThat(numbers(runs, position)).isEqualTo(expected);
  }

  @Test
  void shouldContinueWhereItWasInterrupted() throws Exception {
    var runs = new SortedRuns(directory.resolve("runs"));
    Progress breaking =
        (done, total) -> {
          if (done >= 400) {
            tenant.setFaults(FaultPlan.of(FaultRule.status("GET", "/records", 503, 100)));
          }
        };
    assertThatThrownBy(() -> download(runs, breaking))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("run it again to continue");
    tenant.setFaults(FaultPlan.NONE);
    tenant.journal().clear();

    var position = download(new SortedRuns(directory.resolve("runs")), Progress.SILENT);

    assertThat(numbers(runs, position)).isEqualTo(expected);
    assertThat(tenant.journal().entries("GET", "/records").getFirst().query())
        .containsEntry("skip", "200");
  }

  @Test
  void shouldNotCompareAListWhosePagesAreAllTheSame() throws Exception {
    var runs = new SortedRuns(directory.resolve("runs"));

    assertThatThrownBy(() -> downloadOnePage(runs, 250))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("the same records");
  }

  @Test
  void shouldEndAtAPageThatIsRepeatedBehindTheTotal() throws Exception {
    var runs = new SortedRuns(directory.resolve("runs"));

    var position = downloadOnePage(runs, 100);

    assertThat(numbers(runs, position)).as("without the expired one").hasSize(99);
  }

  /** From a server that answers every page with the same 100 records. */
  private static SortedRuns.Position downloadOnePage(SortedRuns runs, int total) throws Exception {
    var records =
        IntStream.range(0, 100)
            .mapToObj(
                i ->
                    "{\"phoneNumber\":\"4155551%03d\",\"expiredDate\":%s}"
                        .formatted(i, i > 0 ? "null" : "\"2020-01-01T00:00:00\""))
            .collect(Collectors.joining(","));
    var page =
        Json.mapper()
            .readTree(
                "{\"resultSet\":{\"totalRecords\":%d,\"dncRecords\":[%s]}}"
                    .formatted(total, records));
    var endpoint = Objects.requireNonNull(CxoneProfile.load("nice").lists().get("dncRecords"));
    var same =
        new CxoneReader() {
          @Override
          public ReadResult read(ReadRequest request) {
            return new ReadResult.Read(200, page, Map.of());
          }

          @Override
          public ListReader list(String name) {
            return new ListReader(this, endpoint, 100);
          }
        };
    return new ListDownload(
            same.list("dncRecords"), runs, _ -> Set.of(), "US", Instant.now(), RUN_SIZE)
        .read(position(runs), Progress.SILENT);
  }

  @Test
  void shouldLetOneComparisonUseADirectoryAtATime() throws Exception {
    var runs = new SortedRuns(directory.resolve("runs"));
    try (var _ = runs.lock()) {
      assertThatThrownBy(() -> new SortedRuns(directory.resolve("runs")).lock())
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("set another --work-dir");
      runs.delete();
    }

    try (var next = runs.lock()) {
      assertThat(next).as("after the end of the first").isNotNull();
    }
  }

  @Test
  void shouldSayWhatIsWrongWithADirectoryThatCannotBeUsed() throws Exception {
    var directory = Files.createFile(this.directory.resolve("no directory"));

    assertThatThrownBy(() -> new SortedRuns(directory).lock())
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("cannot write to " + directory + " (Not a directory)")
        .hasMessageContaining("belongs to " + Files.getOwner(directory))
        .hasMessageContaining("set another --work-dir");
  }

  @Test
  void shouldDeleteTheNumbersAtTheEnd() throws Exception {
    var runs = new SortedRuns(directory.resolve("runs"));
    var _ = download(runs, Progress.SILENT);

    runs.delete();

    assertThat(directory.resolve("runs")).doesNotExist();
  }
}
