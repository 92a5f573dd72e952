package io.switchboard.bench.lookup;

import io.switchboard.bench.AlternatingRuns;
import io.switchboard.bench.BenchPart;
import io.switchboard.bench.PartRun;
import io.switchboard.bench.feed.EventFeed;
import io.switchboard.bench.ingress.EchoMain;
import io.switchboard.bench.machine.BenchDeployment;
import io.switchboard.bench.machine.JsonClient;
import io.switchboard.bench.report.Aim;
import io.switchboard.bench.report.Figure;
import io.switchboard.bench.report.PartReport;
import io.switchboard.bench.report.Rounds;
import io.switchboard.contract.phone.DncMirror;
import io.switchboard.embedded.FreePorts;
import io.switchboard.testkit.load.Latencies;
import io.switchboard.testkit.load.Load;
import io.switchboard.testkit.load.LoadResult;
import io.switchboard.testkit.load.OpenLoop;
import io.switchboard.testkit.load.RawRequests;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiPredicate;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * Lookups of numbers, half of them suppressed (Redis answers), half free (PostgreSQL confirms), in
 * a registry that the real dnc-streams and sink have built.
 */
public final class LookupPart implements BenchPart {
  private static final int CONNECTIONS = 64;
  private static final int RATE = 500;
  private static final int PARTITIONS = 3;
  private static final int REGISTERED = 20_000;

  /** The numbers of the lookups, in rotation. */
  private static final int ASKED = 512;

  private static final Duration ROUND = Duration.ofSeconds(5);
  private static final Duration PACED = Duration.ofSeconds(5);

  /** Until the code is compiled: on two cores ingress takes a minute. */
  private static final Duration LOOKUP_WARM_UP = Duration.ofSeconds(60);

  private static final Duration ECHO_WARM_UP = Duration.ofSeconds(6);
  private static final Duration START = Duration.ofSeconds(60);

  @Override
  public String name() {
    return "lookup";
  }

  @Override
  public String description() {
    return "lookups of numbers: against an echo, and against Redis + PostgreSQL alone";
  }

  @Override
  public PartReport measure(PartRun run) throws Exception {
    var deployment = run.deployment(PARTITIONS);
    var database = run.workbench().newDatabase(run.scope());
    var mirror = new DncMirror(deployment.kafka().prefix());
    if (run.workbench().serverAddresses().redis().isPresent()) {
      run.scope().keep(new MirrorKeys(run.workbench().redis(), mirror));
    }
    var port = ingress(run, deployment, database);
    var echoPort = echo(run, deployment);
    var lookups = run.scope().keep(new JsonClient(port));
    register(deployment, lookups);
    var bare = run.scope().keep(new BareLookup(run.workbench().redis(), database, mirror));
    var numbers = numbers();
    check(numbers, (number, expected) -> isAnswered(lookups, number, expected), bare::doNotCall);
    fast(run, port, echoPort, numbers);
    paced(run, numbers, lookups, bare);
    run.add(bytes("in Redis for a number", bare.mirrorBytes(numbers.getFirst())));
    run.add(bytes("in PostgreSQL for a number", bare.registryBytes()));
    run.note(
        REGISTERED
            + " numbers registered; half of the lookups are answered by Redis, half are confirmed"
            + " in PostgreSQL");
    return run.report();
  }

  private static Figure bytes(String name, double bytes) {
    return Figure.lower(name, "bytes", Rounds.of(bytes));
  }

  private static int ingress(PartRun run, BenchDeployment deployment, String database) {
    var redis = run.workbench().redis();
    deployment.service(run.scope(), "dnc-streams", io.switchboard.dnc.Main.class);
    deployment.service(
        run.scope(),
        "sink-postgres",
        io.switchboard.sink.Main.class,
        "DATABASE_URL",
        database,
        "REDIS_URL",
        redis);
    var port = FreePorts.next();
    deployment.service(
        run.scope(),
        "ingress",
        io.switchboard.ingress.Main.class,
        "DATABASE_URL",
        database,
        "REDIS_URL",
        redis,
        "HTTP_PORT",
        Integer.toString(port),
        "WEBHOOK_RATE_LIMIT",
        "1000000",
        "API_RATE_LIMIT",
        "1000000");
    return port;
  }

  private static int echo(PartRun run, BenchDeployment deployment) {
    var port = FreePorts.next();
    run.workbench()
        .start(run.scope(), "echo", EchoMain.class, deployment.variables(), Integer.toString(port))
        .awaitPort(port);
    return port;
  }

  /** Every third is an opt-in, the others opt-outs. */
  private static void register(BenchDeployment deployment, JsonClient lookups) {
    EventFeed.ofNewKeys(0, 0, REGISTERED).dncWebhook(deployment);
    var last = EventFeed.phoneNumber(REGISTERED - 1);
    awaitTrue(
        "the registry is built",
        () -> doNotCall(lookups, last) && isKnown(lookups, last) && isKnown(lookups, free(0)));
  }

  private static boolean doNotCall(JsonClient lookups, String number) {
    return lookups.get("/dnc/" + number).path("doNotCall").asBoolean();
  }

  /** Whether the answer is that of the registry: neither unknown nor of a pending opt-out. */
  private static boolean isKnown(JsonClient lookups, String number) {
    var reason = lookups.get("/dnc/" + number).path("reason").asText();
    return !reason.equals("unknown") && !reason.equals("opt-out received");
  }

  private static boolean isAnswered(JsonClient lookups, String number, boolean doNotCall) {
    return isKnown(lookups, number) && doNotCall(lookups, number) == doNotCall;
  }

  private static List<String> numbers() {
    return IntStream.range(0, ASKED)
        .mapToObj(i -> i % 2 == 0 ? EventFeed.phoneNumber(3 * i + 1) : free(i))
        .toList();
  }

  /** A number that opted in, or an unknown one. */
  private static String free(int i) {
    return EventFeed.phoneNumber(i % 4 == 1 ? 3 * i : REGISTERED + i);
  }

  /** Both have to give the same answers: a wrong answer is a defect. */
  private static void check(
      List<String> numbers, BiPredicate<String, Boolean> lookup, Predicate<String> bare) {
    for (var i = 0; i < numbers.size(); i++) {
      var number = numbers.get(i);
      var expected = i % 2 == 0;
      awaitTrue("lookup " + i + " is answered right", () -> lookup.test(number, expected));
      if (bare.test(number) != expected) {
        throw new IllegalStateException("Redis and PostgreSQL answer lookup " + i + " wrongly");
      }
    }
  }

  private static void awaitTrue(String what, Callable<Boolean> condition) {
    Awaitility.await(what).atMost(START).pollInSameThread().until(condition);
  }

  private static void fast(PartRun run, int port, int echoPort, List<String> numbers)
      throws Exception {
    var client = run.workbench().client(run.scope());
    var requests = numbers.stream().map(number -> RawRequests.get("/dnc/" + number)).toList();
    run.expectSteps(2);
    client.run(new Load(port, CONNECTIONS, run.plan().time(LOOKUP_WARM_UP), requests));
    run.step();
    client.run(new Load(echoPort, CONNECTIONS, run.plan().time(ECHO_WARM_UP), requests));
    run.step();
    var time = run.plan().time(ROUND);
    var turns = new AlternatingRuns(run, 0);
    var lookup = turns.add(_ -> client.run(new Load(port, CONNECTIONS, time, requests)));
    var echo = turns.add(_ -> client.run(new Load(echoPort, CONNECTIONS, time, requests)));
    turns.measure();
    var others = lookup.values().stream().mapToLong(LoadResult::others).sum();
    if (others > 0) {
      throw new IllegalStateException(others + " lookups were not answered with 200");
    }
    run.add(
        Figure.rate("lookups, 64 connections", lookup.rounds(LoadResult::perSecond))
            .against("echo on virtual threads", echo.rounds(LoadResult::perSecond))
            .aimingAt(Aim.ratio(0.5)));
  }

  private static void paced(PartRun run, List<String> numbers, JsonClient lookups, BareLookup bare)
      throws Exception {
    var turns = new AlternatingRuns(run, 1);
    var http = turns.add(_ -> times(run, i -> doNotCall(lookups, numbers.get(i % ASKED))));
    var stores = turns.add(_ -> times(run, i -> bare.doNotCall(numbers.get(i % ASKED))));
    turns.measure();
    run.add(percentile(http, stores, 50));
    run.add(percentile(http, stores, 99).aimingAt(Aim.value(5)));
  }

  private static Latencies times(PartRun run, IntFunction<Boolean> lookup) {
    var done = new OpenLoop(RATE, run.plan().time(PACED)).run(lookup);
    return Latencies.of(done.stream().map(OpenLoop.Done::nanos).toList());
  }

  private static Figure percentile(
      AlternatingRuns.Series<Latencies> http,
      AlternatingRuns.Series<Latencies> stores,
      int percent) {
    return Figure.milliseconds(
            "lookup at 500/s, p" + percent, http.rounds(times -> times.percentile(percent)))
        .against(
            "Redis + PostgreSQL without HTTP", stores.rounds(times -> times.percentile(percent)));
  }
}
