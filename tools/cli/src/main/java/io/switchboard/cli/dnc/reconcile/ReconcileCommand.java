package io.switchboard.cli.dnc.reconcile;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.Console;
import io.switchboard.cli.DeploymentOptions;
import io.switchboard.cli.WriteOptions;
import io.switchboard.cli.ZoneOptions;
import io.switchboard.cli.dnc.reconcile.comparison.Finding;
import io.switchboard.cli.dnc.reconcile.comparison.ListComparison;
import io.switchboard.contract.phone.Mask;
import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.contract.text.Quantity;
import io.switchboard.cxone.CxoneClient;
import io.switchboard.cxone.profile.Operation;
import io.switchboard.cxone.settings.CxoneSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code switchboard dnc reconcile}: compares CXone's do-not-call list with the registry. */
@Command(
    name = "reconcile",
    mixinStandardHelpOptions = true,
    description = {
      "Compare the numbers that CXone blocks with the registry, both ways.",
      "Profile nice: the DNC group is read page by page into sorted files, and a run within an hour"
          + " continues an interrupted one. Profile tutorial: CXone's answers to the pushes are compared.",
      WriteOptions.ASKS
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:no difference, or all of them were entered again",
      " 1:failed; a list that was read in part continues with the next run within an hour",
      " 3:there are differences"
    },
    footer = {
      "",
      "Example: look, then push again what differs",
      "  switchboard dnc reconcile",
      "  switchboard dnc reconcile --yes --by jane"
    })
public final class ReconcileCommand implements Callable<Integer> {
  private static final int DIFFERENT = 3;
  private static final int RUN_SIZE = 50_000;

  /** Of a list in part: numbers that were removed meanwhile would still count as blocked. */
  private static final Duration MAX_AGE = Duration.ofHours(1);

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "Who repairs; part of the record (default: the login).")
  private String by = "";

  @Option(names = "--reveal", description = "Print whole numbers.")
  private boolean reveal;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "Print at most N differences (default: ${DEFAULT-VALUE}).")
  private int limit = 20;

  @Option(
      names = "--settle",
      paramLabel = "DURATION",
      defaultValue = "5m",
      description =
          "Do not judge states received within this time: their push may be under way (default:"
              + " ${DEFAULT-VALUE}).")
  private Duration settle = Duration.ofMinutes(5);

  @Option(
      names = "--adopt",
      description = "Also enter an opt-out for numbers that CXone blocks and the registry lacks.")
  private boolean adopt;

  @Option(
      names = "--work-dir",
      paramLabel = "DIR",
      defaultValue = "${sys:java.io.tmpdir}/switchboard-reconcile",
      description =
          "For the sorted files, about 15 bytes a number; deleted at the end (default:"
              + " ${DEFAULT-VALUE}).")
  private Path workDir = Path.of("");

  @Mixin private ZoneOptions zone = new ZoneOptions();
  @Mixin private WriteOptions writing = new WriteOptions();
  @Mixin private DeploymentOptions deployment = new DeploymentOptions();

  @Override
  public Integer call() throws IOException, InterruptedException {
    var database = deployment.database();
    var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    var runs = new SortedRuns(workDir);
    try (var _ = runs.lock();
        var differences = new ListDifferences(runs.file("differences"))) {
      var comparison = compare(database, runs, differences, now);
      print(comparison, differences);
      var exitCode = comparison.isEqual() ? 0 : repaired(comparison, differences, now);
      runs.delete();
      return exitCode;
    } catch (SQLException e) {
      throw new CommandFailure("cannot read " + database + " (SQLSTATE " + e.getSQLState() + ")");
    }
  }

  private ListComparison compare(
      DatabaseSettings database, SortedRuns runs, ListDifferences differences, Instant now)
      throws IOException, SQLException, InterruptedException {
    var tenant = tenant();
    var settledBefore = now.minus(settle);
    if (tenant.isEmpty()) {
      new Console(spec)
          .info("Compares CXone's confirmed answers to the pushes: no list of CXone can be read.");
      try (var pushed = RegistryCursor.pushed(database);
          var registry = RegistryCursor.registry(database)) {
        return ListComparison.compare(pushed, registry, settledBefore, differences.consumer());
      }
    }
    var position = download(tenant.get(), database, runs, now);
    new Console(spec).print("list read at " + zone.text(position.begunAt()));
    if (position.unreadable() > 0) {
      new Console(spec)
          .info(
              Quantity.of(position.unreadable(), "record", "records")
                  + " of CXone's list without a readable number: not compared");
    }
    try (var listed = runs.merged(position);
        var registry = RegistryCursor.registry(database)) {
      return ListComparison.compare(listed, registry, settledBefore, differences.consumer());
    }
  }

  private SortedRuns.Position download(
      CxoneSettings settings, DatabaseSettings database, SortedRuns runs, Instant now)
      throws IOException, InterruptedException, SQLException {
    var group = settings.values().dncGroupId();
    if (group == null) {
      throw new CommandFailure("CXONE_DNC_GROUP is not set: it is the id of the list", 2);
    }
    var from = beginning(runs, settings.issuer() + " " + group, now);
    // half of the limit: the pushes go on meanwhile
    var slower = settings.withRateLimit(Math.max(1, settings.rateLimit() / 2));
    try (var client = CxoneClient.open(slower, new SimpleMeterRegistry());
        var progress = new Console(spec).progress("reading CXone's list")) {
      var records = client.list("dncRecords").with("orderBy", "recordId");
      return new ListDownload(
              records,
              runs,
              numbers -> RegistryCursor.suppressed(database, numbers),
              deployment.region(),
              now,
              RUN_SIZE)
          .read(from, progress);
    }
  }

  private SortedRuns.Position beginning(SortedRuns runs, String list, Instant now)
      throws IOException {
    var earlier = runs.position(list);
    if (earlier.isPresent() && earlier.get().begunAt().isAfter(now.minus(MAX_AGE))) {
      return earlier.get();
    }
    earlier.ifPresent(
        old ->
            new Console(spec)
                .info(
                    "CXone's list was read in part at %s, more than %d min ago: begins again"
                        .formatted(zone.text(old.begunAt()), MAX_AGE.toMinutes())));
    return SortedRuns.Position.beginning(list, now);
  }

  /** The tenant, when it has lists that can be read. */
  private Optional<CxoneSettings> tenant() {
    var environment = deployment.environment();
    var settings = CxoneSettings.read(environment::text, environment::problem);
    if (settings.isEmpty() || settings.get().profile().endpoint(Operation.DNC_ADD).isEmpty()) {
      return Optional.empty(); // without the list, what is wrong with its settings does not matter
    }
    environment.check();
    return settings;
  }

  private void print(ListComparison comparison, ListDifferences differences) throws IOException {
    var console = new Console(spec);
    console.print(
        "CXone blocks %s, the registry knows %,d; agreeing %,d, too new to judge %,d"
            .formatted(
                Quantity.of(comparison.listed(), "number"),
                comparison.registered(),
                comparison.same(),
                comparison.tooNew()));
    console.print(
        "%,8d would be called although suppressed: the opt-out is pushed again"
            .formatted(comparison.wouldCall()));
    console.print(
        "%,8d blocked in spite of an opt-in: the opt-in is pushed again"
            .formatted(comparison.blocksAllowed()));
    console.print(
        "%,8d blocked and unknown here: %s"
            .formatted(
                comparison.blocksUnknown(),
                adopt ? "an opt-out is entered" : "stays blocked (--adopt enters an opt-out)"));
    try (var all = differences.read()) {
      all.limit(limit).forEach(finding -> console.print("  " + line(finding)));
    }
    var total = comparison.wouldCall() + comparison.blocksAllowed() + comparison.blocksUnknown();
    if (total > limit) {
      console.print("  and %,d more (--limit)".formatted(total - limit));
    }
  }

  private String line(Finding finding) {
    var number = reveal ? finding.number() : Mask.number(finding.number());
    return switch (finding) {
      case Finding.WouldCall(var entry) ->
          number + "  would be called, opted out " + zone.text(entry.eventTime());
      case Finding.BlocksAllowed(var entry) ->
          number + "  is blocked, opted in " + zone.text(entry.eventTime());
      case Finding.BlocksUnknown _ -> number + "  is blocked, no record";
    };
  }

  private int repaired(ListComparison comparison, ListDifferences differences, Instant now)
      throws IOException {
    var repairs =
        comparison.wouldCall()
            + comparison.blocksAllowed()
            + (adopt ? comparison.blocksUnknown() : 0);
    var console = new Console(spec);
    if (repairs == 0) {
      return DIFFERENT;
    }
    if (!writing.agreed(deployment, console, "entered")) {
      return DIFFERENT;
    }
    try (var all = differences.read()) {
      var repair = new Repair(deployment.kafka(), deployment.region(), by, adopt);
      var result = repair.run(all.iterator(), now);
      console.print(
          "%s written to the log, %,d decided; run it again when they are pushed"
              .formatted(Quantity.of(result.written(), "event"), result.decided()));
      return 0;
    }
  }
}
