package io.switchboard.bench.registry;

import io.switchboard.bench.AlternatingRuns;
import io.switchboard.bench.BenchPart;
import io.switchboard.bench.PartRun;
import io.switchboard.bench.feed.EventFeed;
import io.switchboard.bench.machine.BenchDeployment;
import io.switchboard.bench.machine.Launcher;
import io.switchboard.bench.report.Figure;
import io.switchboard.bench.report.PartReport;
import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.dnc.DncService;
import io.switchboard.sink.SinkService;
import io.switchboard.testkit.process.ChildProcess;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A command over the whole registry, its start included: {@code dnc verify} over decisions in
 * chains of four, or {@code dnc rebuild} over numbers.
 *
 * @param name the command
 * @param eventsPerNumber length of the chains
 */
public record RegistryPart(String name, String unit, int eventsPerNumber) implements BenchPart {
  private static final int PARTITIONS = 4;

  /** The events that are written before the services have taken them. */
  private static final int EVENTS_AT_ONCE = 100_000;

  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  /** {@code dnc verify}. */
  public static RegistryPart verify() {
    return new RegistryPart("verify", "decisions verified", 4);
  }

  /** {@code dnc rebuild}. */
  public static RegistryPart rebuild() {
    return new RegistryPart("rebuild", "numbers written to Redis", 1);
  }

  @Override
  public String description() {
    return unit + " a second by `dnc " + name + "`, its start included";
  }

  @Override
  public PartReport measure(PartRun run) throws Exception {
    var launcher = Launcher.path();
    var deployment = run.deployment(PARTITIONS);
    var database = run.workbench().newDatabase(run.scope());
    var events = run.plan().count(run.plan().records()) / eventsPerNumber * eventsPerNumber;
    fill(run, deployment, database, events);
    var environment = new HashMap<>(deployment.variables());
    environment.putAll(Map.of("DATABASE_URL", database, "REDIS_URL", run.workbench().redis()));
    var turns = new AlternatingRuns(run, 0);
    var seconds =
        turns.add(
            round ->
                Launcher.seconds(
                    run.workbench().directory().resolve(name + round + ".log"),
                    TIMEOUT,
                    environment,
                    "dnc",
                    name));
    turns.measure();
    run.add(Figure.rate(unit, seconds.rounds(each -> events / each)));
    run.note(
        "%,d events of %,d numbers, by %s"
            .formatted(events, events / eventsPerNumber, launcher.getFileName()));
    return run.report();
  }

  /** Through dnc-streams and the sink, which end before the measurement. */
  private void fill(PartRun run, BenchDeployment deployment, String database, int events)
      throws SQLException {
    run.expectSteps(1 + events / EVENTS_AT_ONCE);
    try (var dnc = deployment.service(run.scope(), DncService.NAME, io.switchboard.dnc.Main.class);
        var sink =
            deployment.service(
                run.scope(),
                SinkService.NAME,
                io.switchboard.sink.Main.class,
                "DATABASE_URL",
                database,
                "REDIS_URL",
                run.workbench().redis())) {
      for (var from = 0; from < events; from += EVENTS_AT_ONCE) {
        var count = Math.min(EVENTS_AT_ONCE, events - from);
        var numbers = count / eventsPerNumber;
        new EventFeed(from, count, from / eventsPerNumber, numbers, EventFeed.FeedOrder.BY_TURNS)
            .dncEvents(deployment);
        awaitRows(sink, database, from + count);
        run.step();
      }
      dnc.stop();
    }
  }

  private static void awaitRows(ChildProcess sink, String database, int decisions)
      throws SQLException {
    try (var connection = DatabaseSettings.parse(database).connect("bench");
        var count = connection.prepareStatement("select count(*) from dnc_decisions")) {
      sink.await(
          decisions + " decisions are in PostgreSQL",
          TIMEOUT,
          () -> {
            try (var rows = count.executeQuery()) {
              return rows.next() && rows.getLong(1) >= decisions;
            } catch (SQLException e) {
              throw new IllegalStateException("the decisions cannot be counted", e);
            }
          });
    }
  }
}
