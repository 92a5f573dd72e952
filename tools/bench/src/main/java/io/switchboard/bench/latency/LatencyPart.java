package io.switchboard.bench.latency;

import io.switchboard.bench.AlternatingRuns;
import io.switchboard.bench.BenchPart;
import io.switchboard.bench.PartRun;
import io.switchboard.bench.machine.BenchDeployment;
import io.switchboard.bench.report.Aim;
import io.switchboard.bench.report.Figure;
import io.switchboard.bench.report.PartReport;
import io.switchboard.contract.json.Json;
import io.switchboard.disposition.DispositionService;
import io.switchboard.dnc.DncService;
import io.switchboard.embedded.FreePorts;
import io.switchboard.ivr.IvrService;
import io.switchboard.ivr.activation.DefinitionPublisher;
import io.switchboard.ivr.definition.DefinitionFile;
import io.switchboard.sink.SinkService;
import io.switchboard.testkit.load.Latencies;
import io.switchboard.testkit.load.OpenLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * The whole product under mixed traffic: the time from ingress' 200 to what users see of the event.
 */
public final class LatencyPart implements BenchPart {
  private static final int PARTITIONS = 3;
  private static final int FIRST_REQUESTS = 300;
  private static final int FIRST_RATE = 200;
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration EFFECTS_TIMEOUT = Duration.ofSeconds(60);
  private static final List<String> SEVERITIES =
      List.of("dispositions.critical", "dispositions.medium", "dispositions.low");

  /** What users see of an event; the aim is for p99 in milliseconds. */
  private record Effect(
      String name, @Nullable Double aim, Function<MixedTraffic, EffectTimes> times) {}

  private static final List<Effect> EFFECTS =
      List.of(
          new Effect("severity record, written", null, it -> it.writtenSeverityRecords),
          new Effect("severity record, committed", 150.0, it -> it.severityRecords),
          new Effect("contact's row", 400.0, it -> it.contactRows),
          new Effect("disposition's row", 400.0, it -> it.dispositionRows),
          new Effect("lookup says no", 0.0, it -> it.lookups),
          new Effect("CXone confirms the opt-out", 2_000.0, it -> it.confirmations));

  /** Times of one stage. */
  private record StageTimes(Map<Effect, Latencies> times, double refusedPercent) {
    double percentile(Effect effect, int percent) {
      return Objects.requireNonNull(times.get(effect)).percentile(percent);
    }

    double earlyPercent() {
      var all = times.values().stream().flatMapToLong(one -> Arrays.stream(one.nanos())).toArray();
      return 100.0 * Arrays.stream(all).filter(nanos -> nanos < 0).count() / all.length;
    }
  }

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public String description() {
    return "from ingress' 200 to record, row, lookup and CXone, at 200 and 2,000 requests a second";
  }

  @Override
  public PartReport measure(PartRun run) throws Exception {
    var deployment = run.deployment(PARTITIONS);
    var database = run.workbench().newDatabase(run.scope());
    var port = start(run, deployment, database);
    var traffic = run.scope().keep(new MixedTraffic(port));
    observe(run, deployment, database, traffic);
    run.expectSteps(1);
    for (var i = 0; i < FIRST_REQUESTS; i++) { // one after the other, while nothing is compiled
      var _ = traffic.send("first", i);
    }
    stage(traffic, "warm", FIRST_RATE, run.plan().time(WARM_UP));
    run.step();
    for (var rate : run.plan().rates()) {
      var turns = new AlternatingRuns(run, 0);
      var length = run.plan().time(Duration.ofSeconds(run.plan().seconds()));
      var stages = turns.add(round -> stage(traffic, rate + "-" + round, rate, length));
      turns.measure();
      report(run, rate, stages);
    }
    traffic.failures().forEach(failure -> run.note("refused or failed: " + failure));
    run.note(
        "of 20 requests 8 contacts, 6 call results, 4 calls, 2 opt-outs; CXone allows 100 requests a"
            + " second");
    return run.report();
  }

  private static void report(PartRun run, int rate, AlternatingRuns.Series<StageTimes> stages) {
    run.add(
        Figure.lower(
                "refused or failed requests, %,d/s".formatted(rate),
                "%",
                stages.rounds(StageTimes::refusedPercent))
            .aimingAt(Aim.value(0)));
    run.add(
        Figure.lower(
            "effects seen before the 200, %,d/s".formatted(rate),
            "%",
            stages.rounds(StageTimes::earlyPercent)));
    EFFECTS.forEach(
        effect ->
            List.of(50, 99).forEach(percent -> run.add(figure(rate, stages, effect, percent))));
  }

  private static Figure figure(
      int rate, AlternatingRuns.Series<StageTimes> stages, Effect effect, int percent) {
    var figure =
        Figure.milliseconds(
            "%s, %,d/s, p%d".formatted(effect.name(), rate, percent),
            stages.rounds(stage -> stage.percentile(effect, percent)));
    return effect.aim() == null || percent < 99 ? figure : figure.aimingAt(Aim.value(effect.aim()));
  }

  private static StageTimes stage(MixedTraffic traffic, String name, int rate, Duration length) {
    var sent = new OpenLoop(rate, length).run(i -> traffic.send(name, i));
    var refused = sent.stream().filter(done -> !done.answer()).count();
    var times = new LinkedHashMap<Effect, Latencies>();
    EFFECTS.forEach(
        effect -> {
          var observed = effect.times().apply(traffic);
          Awaitility.await(effect.name() + " for every event of " + rate + "/s")
              .atMost(EFFECTS_TIMEOUT)
              .until(() -> observed.outstanding().isEmpty());
          times.put(effect, observed.take());
        });
    return new StageTimes(times, 100.0 * refused / sent.size());
  }

  private static void observe(
      PartRun run, BenchDeployment deployment, String database, MixedTraffic traffic)
      throws Exception {
    var scope = run.scope();
    var severities = SEVERITIES.stream().map(deployment::name).toList();
    scope.keep(
        new TopicObserver(
            deployment.kafka(),
            severities,
            IsolationLevel.READ_UNCOMMITTED,
            (read, nanos) -> traffic.writtenSeverityRecords.seen(read.key(), nanos)));
    scope.keep(
        new TopicObserver(
            deployment.kafka(),
            severities,
            IsolationLevel.READ_COMMITTED,
            (read, nanos) -> traffic.severityRecords.seen(read.key(), nanos)));
    scope.keep(
        new TopicObserver(
            deployment.kafka(),
            List.of(deployment.name("cxone.pushes")),
            IsolationLevel.READ_COMMITTED,
            (read, nanos) -> {
              if (isConfirmedNumber(read)) {
                traffic.confirmations.seen(read.key(), nanos);
              }
            }));
    scope.keep(new RowObserver(database, "contact_records", "id", traffic.contactRows));
    scope.keep(
        new RowObserver(database, "dispositions_current", "contact_id", traffic.dispositionRows));
  }

  private static boolean isConfirmedNumber(ConsumerRecord<String, byte[]> read) {
    try {
      var answer = Json.mapper().readTree(read.value());
      return answer.path("kind").asText().equals("outbound")
          && answer.path("outcome").asText().equals("confirmed");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts the whole product; returns the port of ingress. */
  private static int start(PartRun run, BenchDeployment deployment, String database)
      throws Exception {
    var scope = run.scope();
    var tenantPort = FreePorts.next();
    run.workbench()
        .start(
            scope,
            "simulated-tenant",
            io.switchboard.tenant.Main.class,
            Map.of(),
            "--port",
            Integer.toString(tenantPort))
        .awaitPort(tenantPort);
    try (var publisher = new DefinitionPublisher(deployment.kafka(), "/switchboard/bench")) {
      publisher.activate(DefinitionFile.shipped(), Instant.now());
    }
    deployment.service(scope, IvrService.NAME, io.switchboard.ivr.Main.class);
    deployment.service(scope, DispositionService.NAME, io.switchboard.disposition.Main.class);
    deployment.service(scope, DncService.NAME, io.switchboard.dnc.Main.class);
    var stores = List.of("DATABASE_URL", database, "REDIS_URL", run.workbench().redis());
    deployment.service(
        scope,
        SinkService.NAME,
        io.switchboard.sink.Main.class,
        with(
            stores,
            "CXONE_BASE_URL",
            "http://127.0.0.1:" + tenantPort,
            "CXONE_CLIENT_ID",
            "bench",
            "CXONE_CLIENT_SECRET",
            "bench"));
    var port = FreePorts.next();
    deployment.service(
        scope,
        "ingress",
        io.switchboard.ingress.Main.class,
        with(
            stores,
            "HTTP_PORT",
            Integer.toString(port),
            "WEBHOOK_RATE_LIMIT",
            "1000000",
            "API_RATE_LIMIT",
            "1000000"));
    return port;
  }

  private static String[] with(List<String> variables, String... more) {
    return Stream.concat(variables.stream(), Stream.of(more)).toArray(String[]::new);
  }
}
