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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;

/**
 * The whole product under mixed traffic: the time from ingress' 200 to what users see of the event.
 */
public final class LatencyPart implements BenchPart {
  private static final int PARTITIONS = 3;
  private static final List<Integer> RATES = List.of(200, 2_000);
  private static final int FIRST_REQUESTS = 300;
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration EFFECTS = Duration.ofSeconds(60);
  private static final List<String> SEVERITIES =
      List.of("dispositions.critical", "dispositions.medium", "dispositions.low");

  /** Times of one stage. */
  private record StageTimes(Map<String, Latencies> times, double refusedPercent) {
    double percentile(String effect, int percent) {
      return Objects.requireNonNull(times.get(effect), effect).percentile(percent);
    }
  }

  /** The aims for p99 in milliseconds, in the order of the report. */
  private static final Map<String, Double> EFFECT_AIMS = new LinkedHashMap<>();

  private static final String SEVERITY = "severity record, committed";
  private static final String CONTACT_ROW = "contact's row";
  private static final String DISPOSITION_ROW = "disposition's row";
  private static final String LOOKUP = "lookup says no";
  private static final String CONFIRMATION = "CXone confirms the opt-out";

  static {
    EFFECT_AIMS.put(SEVERITY, 150.0);
    EFFECT_AIMS.put(CONTACT_ROW, 400.0);
    EFFECT_AIMS.put(DISPOSITION_ROW, 400.0);
    EFFECT_AIMS.put(LOOKUP, 0.0);
    EFFECT_AIMS.put(CONFIRMATION, 2_000.0);
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
    stage(traffic, "warm", RATES.getFirst(), run.plan().time(WARM_UP));
    run.step();
    for (var rate : RATES) {
      var turns = new AlternatingRuns(run, 0);
      var length = run.plan().time(Duration.ofSeconds(run.plan().seconds()));
      var stages = turns.add(round -> stage(traffic, rate + "-" + round, rate, length));
      turns.measure();
      report(run, rate, stages);
    }
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
    EFFECT_AIMS.forEach(
        (effect, bound) -> {
          for (var percent : List.of(50, 99)) {
            var figure =
                Figure.milliseconds(
                    "%s, %,d/s, p%d".formatted(effect, rate, percent),
                    stages.rounds(stage -> stage.percentile(effect, percent)));
            run.add(percent == 99 ? figure.aimingAt(Aim.value(bound)) : figure);
          }
        });
  }

  private static StageTimes stage(MixedTraffic traffic, String name, int rate, Duration length) {
    var sent = new OpenLoop(rate, length).run(i -> traffic.send(name, i));
    var refused = sent.stream().filter(done -> !done.answer()).count();
    var effects = effects(traffic);
    var times = new LinkedHashMap<String, Latencies>();
    effects.forEach(
        (effect, observed) -> {
          Awaitility.await(effect + " for every event of " + rate + "/s")
              .atMost(EFFECTS)
              .until(() -> observed.outstanding().isEmpty());
          times.put(effect, observed.take());
        });
    return new StageTimes(times, 100.0 * refused / sent.size());
  }

  private static Map<String, EffectTimes> effects(MixedTraffic traffic) {
    return Map.of(
        SEVERITY, traffic.severityRecords,
        CONTACT_ROW, traffic.contactRows,
        DISPOSITION_ROW, traffic.dispositionRows,
        LOOKUP, traffic.lookups,
        CONFIRMATION, traffic.confirmations);
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
            (read, nanos) -> traffic.severityRecords.seen(read.key(), nanos)));
    scope.keep(
        new TopicObserver(
            deployment.kafka(),
            List.of(deployment.name("cxone.pushes")),
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
