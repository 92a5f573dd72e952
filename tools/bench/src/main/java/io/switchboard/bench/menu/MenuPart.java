package io.switchboard.bench.menu;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.bench.AlternatingRuns;
import io.switchboard.bench.BenchPart;
import io.switchboard.bench.PartRun;
import io.switchboard.bench.machine.BenchDeployment;
import io.switchboard.bench.machine.ScrapedMetrics;
import io.switchboard.bench.report.Aim;
import io.switchboard.bench.report.Figure;
import io.switchboard.bench.report.PartReport;
import io.switchboard.bench.report.Rounds;
import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.embedded.FreePorts;
import io.switchboard.ivr.IvrService;
import io.switchboard.ivr.activation.DefinitionPublisher;
import io.switchboard.ivr.definition.DefinitionFile;
import io.switchboard.testkit.load.Latencies;
import io.switchboard.testkit.load.OpenLoop;
import io.switchboard.testkit.process.ChildProcess;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The menu webhook with the real ivr-streams, against the log alone. */
public final class MenuPart implements BenchPart {
  private static final int RATE = 200;
  private static final int PARTITIONS = 3;

  /** The size of a decision and of its request. */
  private static final int RECORD_BYTES = 600;

  /** On two cores the compiler takes most of the first minute. */
  private static final Duration WARM_UP = Duration.ofSeconds(50);

  private static final Duration ROUND = Duration.ofSeconds(10);
  private static final Duration SUSPENDED = Duration.ofSeconds(4);

  @Override
  public String name() {
    return "menu";
  }

  @Override
  public String description() {
    return "response time at 200 requests a second, against the double log round trip";
  }

  @Override
  public PartReport measure(PartRun run) throws Exception {
    var deployment = run.deployment(PARTITIONS);
    var database = run.workbench().newDatabase(run.scope());
    prepare(deployment, database);
    var ivr = deployment.service(run.scope(), IvrService.NAME, io.switchboard.ivr.Main.class);
    var port = FreePorts.next();
    var management = FreePorts.next();
    var ingress =
        deployment.service(
            run.scope(),
            "ingress",
            io.switchboard.ingress.Main.class,
            management,
            "DATABASE_URL",
            database,
            "HTTP_PORT",
            Integer.toString(port));
    var callers = run.scope().keep(new MenuCallers(port, RATE));
    var trips = run.scope().keep(new DoubleRoundTrip(deployment.kafka()));
    ingress.await("calls are decided", Duration.ofMinutes(1), () -> isDecided(callers, management));

    warmUp(run, callers, trips);
    againstTheLog(run, callers, trips, management);
    run.add(Figure.peakMemory("ingress, maximum resident memory", ingress));
    run.add(Figure.peakMemory("ivr-streams, maximum resident memory", ivr));
    suspended(run, callers, ivr, management);
    return run.report();
  }

  private static void prepare(BenchDeployment deployment, String database) throws SQLException {
    try (var connection = DatabaseSettings.parse(database).connect("bench");
        var statement = connection.createStatement()) {
      statement.execute(
          "create table customer_profiles"
              + " (phone_number text primary key, tier text not null, menu_prompt_url text)");
      statement.execute(
          "insert into customer_profiles select '+1415555' || lpad(n::text, 4, '0'), 'gold', null"
              + " from generate_series(0, 9998, 2) n");
    }
    try (var publisher = new DefinitionPublisher(deployment.kafka(), "/switchboard/bench")) {
      publisher.activate(DefinitionFile.shipped(), Instant.now());
    }
  }

  private static void warmUp(PartRun run, MenuCallers callers, DoubleRoundTrip trips) {
    run.expectSteps(6);
    new OpenLoop(RATE, run.plan().time(ROUND)).run(_ -> trips.run(new byte[RECORD_BYTES]));
    run.step();
    for (var fifth = 0; fifth < 5; fifth++) {
      var series = "warm" + fifth;
      new OpenLoop(RATE, run.plan().time(WARM_UP.dividedBy(5))).run(i -> callers.ask(series, i));
      run.step();
    }
  }

  private static void againstTheLog(
      PartRun run, MenuCallers callers, DoubleRoundTrip trips, int managementPort)
      throws Exception {
    var pace = new OpenLoop(RATE, run.plan().time(ROUND));
    var othersBefore = answers(managementPort, "shadow") + answers(managementPort, "fallback");
    var turns = new AlternatingRuns(run, 0);
    var log = turns.add(_ -> times(pace.run(_ -> trips.run(new byte[RECORD_BYTES]))));
    var menu = turns.add(round -> checked(pace.run(i -> callers.ask("round" + round, i))));
    turns.measure();
    run.add(percentile(menu, log, 50).aimingAt(Aim.ratio(1.7)));
    run.add(percentile(menu, log, 99).aimingAt(Aim.ratio(2.5)));
    run.note(
        String.format(
            Locale.ROOT,
            "%d calls of %d were answered without ivr-streams' decision",
            answers(managementPort, "shadow") + answers(managementPort, "fallback") - othersBefore,
            menu.values().stream().mapToInt(times -> times.nanos().length).sum()));
  }

  private static long answers(int managementPort, String how) {
    return (long)
        ScrapedMetrics.read(managementPort).sum("menu_answers_total", "how=\"" + how + "\"");
  }

  /** Whether a call that asks now is decided by ivr-streams. */
  private static boolean isDecided(MenuCallers callers, int managementPort) {
    var before = answers(managementPort, "decided");
    callers.probe();
    return answers(managementPort, "decided") > before;
  }

  private static Figure percentile(
      AlternatingRuns.Series<Latencies> menu, AlternatingRuns.Series<Latencies> log, int percent) {
    return Figure.milliseconds(
            "menu answer, p" + percent, menu.rounds(times -> times.percentile(percent)))
        .against("double log round trip", log.rounds(times -> times.percentile(percent)));
  }

  /** How long callers wait while ivr-streams is suspended: at most 800 ms, then 50 ms. */
  private static void suspended(
      PartRun run, MenuCallers callers, ChildProcess ivr, int managementPort) {
    var fallbacksBefore = answers(managementPort, "fallback");
    ivr.suspend();
    var suspendedAt = System.nanoTime();
    var answers =
        new OpenLoop(RATE, run.plan().time(SUSPENDED)).run(i -> callers.ask("suspended", i));
    var second = suspendedAt + Duration.ofSeconds(1).toNanos();
    checked(answers);
    var later = answers.stream().filter(done -> done.beganAt() > second).toList();
    if (!later.isEmpty()) {
      run.add(
          Figure.milliseconds(
                  "ivr-streams suspended, after the first second, p99",
                  Rounds.of(times(later).percentile(99)))
              .aimingAt(Aim.value(100)));
    } else {
      run.note("no call ended later than a second after ivr-streams was suspended: not measured");
    }
    run.note(
        String.format(
            Locale.ROOT,
            "ivr-streams suspended: %d calls of %d heard the root menu as a fallback",
            answers(managementPort, "fallback") - fallbacksBefore,
            answers.size()));
    ivr.resume();
    var resumedAt = System.nanoTime();
    ivr.await(
        "calls are decided again", Duration.ofMinutes(1), () -> isDecided(callers, managementPort));
    run.note(
        String.format(
            Locale.ROOT,
            "decides again %.1f s after it is resumed",
            (System.nanoTime() - resumedAt) / 1e9));
  }

  private static Latencies checked(List<OpenLoop.Done<JsonNode>> answers) {
    var wrong = answers.stream().filter(done -> !MenuCallers.isAnswer(done.answer())).count();
    if (wrong > 0) {
      throw new IllegalStateException(wrong + " answers were not a menu");
    }
    return times(answers);
  }

  private static <T> Latencies times(List<OpenLoop.Done<T>> done) {
    return Latencies.of(done.stream().map(OpenLoop.Done::nanos).toList());
  }
}
