package io.switchboard.bench.lookup;

import io.switchboard.bench.Part;
import io.switchboard.bench.PartRun;
import io.switchboard.bench.door.EchoMain;
import io.switchboard.bench.feed.EventFeed;
import io.switchboard.bench.machine.Deployment;
import io.switchboard.bench.report.Aim;
import io.switchboard.bench.report.Better;
import io.switchboard.bench.report.Figure;
import io.switchboard.bench.report.PartReport;
import io.switchboard.bench.report.Rounds;
import io.switchboard.contract.phone.DncMirror;
import io.switchboard.embedded.FreePorts;
import io.switchboard.testkit.load.Latencies;
import io.switchboard.testkit.load.Load;
import io.switchboard.testkit.load.LoadResult;
import io.switchboard.testkit.load.Pace;
import io.switchboard.testkit.load.RawRequests;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * Lookups of numbers, half of them suppressed (Redis answers), half free (PostgreSQL confirms), in
 * a registry that the real dnc-streams and sink have built.
 */
public final class LookupPart implements Part {
  private static final int CONNECTIONS = 64;
  private static final int RATE = 500;
  private static final int PARTITIONS = 3;
  private static final int REGISTERED = 20_000;

  /** Numbers that are asked about, by turns. */
  private static final int ASKED = 512;

  private static final Duration ROUND = Duration.ofSeconds(5);
  private static final Duration PACED = Duration.ofSeconds(5);

  /** Until the compilers are through. */
  private static final Duration LOOKUP_WARM_UP = Duration.ofSeconds(20);

  private static final Duration ECHO_WARM_UP = Duration.ofSeconds(6);
  private static final Duration START = Duration.ofSeconds(60);

  @Override
  public String name() {
    return "lookup";
  }

  @Override
  public String about() {
    return "may this number be called: against an echo, and against Redis + PostgreSQL alone";
  }

  @Override
  public PartReport measure(PartRun run) throws IOException {
    var deployment = run.deployment(PARTITIONS);
    var database = run.workbench().newDatabase(run.scope());
    var mirror = new DncMirror(deployment.kafka().prefix());
    if (run.workbench().given().redis().isPresent()) {
      run.scope().keep(new MirrorKeys(run.workbench().redis(), mirror));
    }
    var port = ingress(run, deployment, database);
    var echoPort = echo(run, deployment);
    var lookups = run.scope().keep(new LookupClient(port));
    register(run, deployment, lookups);
    var bare = run.scope().keep(new BareLookup(run.workbench().redis(), database, mirror));
    var numbers = numbers();
    check(numbers, lookups::doNotCall, bare::doNotCall);
    run.steps(6 + 2 * run.plan().rounds());
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
    return new Figure(name, "bytes", Better.LOWER, Rounds.of(bytes), null, null);
  }

  private static int ingress(PartRun run, Deployment deployment, String database) {
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

  private static int echo(PartRun run, Deployment deployment) {
    var port = FreePorts.next();
    run.workbench()
        .start(run.scope(), "echo", EchoMain.class, deployment.variables(), Integer.toString(port))
        .awaitPort(port);
    return port;
  }

  /** Every third is an opt-in, the others opt-outs. */
  private static void register(PartRun run, Deployment deployment, LookupClient lookups) {
    EventFeed.ofNewKeys(0, 0, REGISTERED).dncWebhook(deployment);
    var last = EventFeed.phoneNumber(REGISTERED - 1);
    awaitTrue(
        "the registry is built",
        () -> lookups.doNotCall(last) && lookups.isKnown(last) && lookups.isKnown(free(0)));
    run.step();
  }

  private static List<String> numbers() {
    return IntStream.range(0, ASKED)
        .mapToObj(i -> i % 2 == 0 ? EventFeed.phoneNumber(3 * i + 1) : free(i))
        .toList();
  }

  /** One that opted in, or one that nobody has heard of. */
  private static String free(int i) {
    return EventFeed.phoneNumber(i % 4 == 1 ? 3 * i : REGISTERED + i);
  }

  /** Both have to give the same answers: a wrong one is a defect, however fast. */
  private static void check(
      List<String> numbers, Predicate<String> lookup, Predicate<String> bare) {
    for (var i = 0; i < numbers.size(); i++) {
      var number = numbers.get(i);
      var expected = i % 2 == 0;
      awaitTrue("lookup " + i + " is answered right", () -> lookup.test(number) == expected);
      if (bare.test(number) != expected) {
        throw new IllegalStateException("Redis and PostgreSQL answer lookup " + i + " wrongly");
      }
    }
  }

  private static void awaitTrue(String what, Callable<Boolean> condition) {
    Awaitility.await(what).atMost(START).pollInSameThread().until(condition);
  }

  private static void fast(PartRun run, int port, int echoPort, List<String> numbers)
      throws IOException {
    var client = run.workbench().client(run.scope());
    var requests = numbers.stream().map(number -> RawRequests.get("/dnc/" + number)).toList();
    client.run(new Load(port, CONNECTIONS, run.plan().time(LOOKUP_WARM_UP), requests));
    run.step();
    run.step();
    client.run(new Load(echoPort, CONNECTIONS, run.plan().time(ECHO_WARM_UP), requests));
    run.step();
    var lookup = new ArrayList<LoadResult>();
    var echo = new ArrayList<LoadResult>();
    var time = run.plan().time(ROUND);
    for (var round = 0; round < run.plan().rounds(); round++) {
      lookup.add(client.run(new Load(port, CONNECTIONS, time, requests)));
      echo.add(client.run(new Load(echoPort, CONNECTIONS, time, requests)));
      run.step();
    }
    var others = lookup.stream().mapToLong(LoadResult::others).sum();
    if (others > 0) {
      throw new IllegalStateException(others + " lookups were not answered with 200");
    }
    run.add(
        Figure.rate("lookups, 64 connections", rounds(lookup))
            .against("echo on virtual threads", rounds(echo))
            .aimingAt(Aim.ratio(0.5)));
  }

  private static Rounds rounds(List<LoadResult> figures) {
    return new Rounds(figures.stream().map(LoadResult::perSecond).toList());
  }

  private static void paced(
      PartRun run, List<String> numbers, LookupClient lookups, BareLookup bare) {
    var slow = new ArrayList<Latencies>();
    var least = new ArrayList<Latencies>();
    for (var round = -1; round < run.plan().rounds(); round++) {
      var http = times(run, i -> lookups.doNotCall(numbers.get(i % ASKED)));
      var stores = times(run, i -> bare.doNotCall(numbers.get(i % ASKED)));
      if (round >= 0) {
        slow.add(http);
        least.add(stores);
      }
      run.step();
    }
    run.add(against(slow, least, 50));
    run.add(against(slow, least, 99).aimingAt(Aim.value(5)));
  }

  private static Latencies times(PartRun run, IntFunction<Boolean> ask) {
    var done = new Pace(RATE, run.plan().time(PACED)).run(ask);
    return Latencies.of(done.stream().map(Pace.Done::nanos).toList());
  }

  private static Figure against(List<Latencies> slow, List<Latencies> least, int percentile) {
    return Figure.milliseconds("lookup at 500/s, p" + percentile, percentiles(slow, percentile))
        .against("Redis + PostgreSQL without HTTP", percentiles(least, percentile));
  }

  private static Rounds percentiles(List<Latencies> all, int percentile) {
    return new Rounds(all.stream().map(times -> times.percentile(percentile)).toList());
  }
}
