package io.switchboard.bench.sink;

import io.switchboard.bench.AlternatingRuns;
import io.switchboard.bench.BenchPart;
import io.switchboard.bench.PartRun;
import io.switchboard.bench.feed.ContactFeed;
import io.switchboard.bench.machine.BenchDeployment;
import io.switchboard.bench.report.Aim;
import io.switchboard.bench.report.Figure;
import io.switchboard.bench.report.PartReport;
import io.switchboard.bench.report.Rounds;
import io.switchboard.bench.report.Throughput;
import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.sink.Main;
import io.switchboard.sink.SinkService;
import io.switchboard.testkit.process.ChildProcess;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * From a full topic to PostgreSQL, offsets in the same transactions, against writes from memory
 * over as many connections.
 */
public final class SinkPart implements BenchPart {
  /** A multiple of one and two tasks. */
  private static final int PARTITIONS = 4;

  private static final int EVENTS = 200_000;

  /** After one round of a second, the compilers still take as much time as the second task. */
  private static final int WARM_UP_ROUNDS = 2;

  private static final long SEED = 3;
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final Aim ONE_TASK = Aim.ratio(0.95);
  private static final Aim TWO_TASKS = Aim.ratio(0.75);
  private static final Aim MEMORY = Aim.value(300);

  @Override
  public String name() {
    return "sink";
  }

  @Override
  public String description() {
    return "rows a second from a topic, 1 and 2 tasks, against the same statement from memory";
  }

  @Override
  public PartReport measure(PartRun run) throws Exception {
    var deployment = run.deployment(PARTITIONS);
    var database = run.workbench().newDatabase(run.scope());
    var settings = DatabaseSettings.parse(database);
    var tasks = new ArrayList<ChildProcess>();
    tasks.add(task(run, deployment, database));
    var connection = run.scope().keep(settings.connect("bench"));
    var rows = new RowsASecond(run, deployment, settings, connection, tasks);
    rows.measure("rows, 1 task", ONE_TASK);
    tasks.add(task(run, deployment, database));
    rows.measure("rows, 2 tasks", TWO_TASKS);
    for (var task : tasks) {
      run.add(
          Figure.memory(
                  "task " + (tasks.indexOf(task) + 1) + ", maximum resident memory",
                  Rounds.megabytes(task.memory().peakBytes()))
              .aimingAt(MEMORY));
    }
    run.note(
        "events a turn: "
            + run.plan().count(EVENTS)
            + ", seed "
            + SEED
            + ", one in four about a"
            + " contact that is there");
    return run.report();
  }

  private static ChildProcess task(PartRun run, BenchDeployment deployment, String database) {
    return deployment.service(run.scope(), SinkService.NAME, Main.class, "DATABASE_URL", database);
  }

  /** The sink and its limits, over as many connections as there are tasks. */
  private record RowsASecond(
      PartRun run,
      BenchDeployment deployment,
      DatabaseSettings settings,
      Connection connection,
      List<ChildProcess> tasks) {

    void measure(String name, Aim speed) throws Exception {
      var turns = new AlternatingRuns(run, WARM_UP_ROUNDS);
      var unnest = turns.add(round -> emptied(() -> memory(round).unnest()));
      var sink = turns.add(round -> emptied(() -> fromTopic(feed(round))));
      var copy = turns.add(round -> emptied(() -> memory(round).copy()));
      turns.measure();
      var rows = Figure.rate(name, sink.rounds(rate -> rate));
      run.add(rows.against("unnest from memory", unnest.rounds(rate -> rate)).aimingAt(speed));
      run.add(rows.against("COPY from memory", copy.rounds(rate -> rate)));
    }

    private ContactFeed feed(int round) {
      return new ContactFeed(
          "contact-" + tasks.size() + "-" + round, run.plan().count(EVENTS), SEED);
    }

    private MemoryBaseline memory(int round) {
      return new MemoryBaseline(settings, feed(round), tasks.size());
    }

    private double emptied(Callable<Double> measurement) throws Exception {
      empty();
      return measurement.call();
    }

    private double fromTopic(ContactFeed feed) {
      var before = stored();
      tasks.forEach(ChildProcess::suspend);
      try {
        feed.send(deployment);
      } finally {
        tasks.forEach(ChildProcess::resume);
      }
      var resumedAt = System.nanoTime();
      var first = new long[1];
      tasks
          .getFirst()
          .await("the first rows are stored", TIMEOUT, () -> (first[0] = stored()) > before);
      var firstAt = System.nanoTime();
      tasks
          .getFirst()
          .await("all rows are stored", TIMEOUT, () -> stored() >= before + feed.count());
      var lastAt = System.nanoTime();
      var later = before + feed.count() - first[0];
      return new Throughput(feed.count(), later, lastAt - firstAt, lastAt - resumedAt).perSecond();
    }

    private long stored() {
      try (var statement = connection.createStatement();
          var rows =
              statement.executeQuery(
                  "select coalesce(sum(next_offset), 0)::bigint from kafka_offsets")) {
        rows.next();
        return rows.getLong(1);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    private void empty() throws SQLException {
      try (var statement = connection.createStatement()) {
        statement.execute("truncate contact_records");
        statement.execute("checkpoint");
      }
    }
  }
}
