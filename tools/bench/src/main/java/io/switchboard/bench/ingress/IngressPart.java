package io.switchboard.bench.ingress;

import io.switchboard.bench.AlternatingRuns;
import io.switchboard.bench.BenchPart;
import io.switchboard.bench.PartRun;
import io.switchboard.bench.machine.BenchDeployment;
import io.switchboard.bench.report.Aim;
import io.switchboard.bench.report.Figure;
import io.switchboard.bench.report.PartReport;
import io.switchboard.embedded.FreePorts;
import io.switchboard.testkit.load.Load;
import io.switchboard.testkit.load.LoadClient;
import io.switchboard.testkit.load.LoadResult;
import io.switchboard.testkit.load.RawRequests;
import io.switchboard.testkit.process.ChildProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Acknowledged requests a second over 64 connections, with authentication, parsing and limits,
 * against an echo and against a bare handler with the same producer. Broker, servers and client are
 * separate processes.
 */
public final class IngressPart implements BenchPart {
  private static final int CONNECTIONS = 64;
  private static final int PARTITIONS = 3;
  private static final int WARM_UP_LOADS = 10;
  private static final Duration ROUND = Duration.ofSeconds(4);
  private static final byte[] REQUEST =
      RawRequests.post(
          "/webhook/call-result",
          "{\"contactId\":\"contact-1\",\"dispositionCode\":\"1001\",\"callResult\":\"answered\","
              + "\"timestamp\":\"2026-11-20T10:00:00Z\",\"phoneNumber\":\"+14155552671\"}",
          "X-Webhook-Token: open sesame");

  private static final String BARE = "bare Jetty + producer";
  private static final String ECHO = "echo on virtual threads";

  /** Until the code is compiled: on two cores ingress takes a minute. */
  private static final Duration BARE_WARM_UP = Duration.ofSeconds(25);

  private static final Duration INGRESS_WARM_UP = Duration.ofSeconds(60);
  private static final Duration ECHO_WARM_UP = Duration.ofSeconds(15);

  @Override
  public String name() {
    return "ingress";
  }

  @Override
  public String description() {
    return "acknowledged requests a second, against an echo and against bare Jetty + producer";
  }

  @Override
  public PartReport measure(PartRun run) throws Exception {
    var deployment = run.deployment(PARTITIONS);
    var barePort = FreePorts.next();
    var port = FreePorts.next();
    var echoPort = FreePorts.next();
    var process = start(run, deployment, port);
    startLimits(run, deployment, barePort, echoPort);
    var client = run.workbench().client(run.scope());
    warmUp(run, client, barePort, BARE_WARM_UP);
    warmUp(run, client, port, INGRESS_WARM_UP);
    warmUp(run, client, echoPort, ECHO_WARM_UP);
    var turns = new AlternatingRuns(run, 0);
    var time = run.plan().time(ROUND);
    var bare = turns.add(_ -> client.run(load(barePort, time)));
    var ingress = turns.add(_ -> client.run(load(port, time)));
    var echo = turns.add(_ -> client.run(load(echoPort, time)));
    turns.measure();
    report(run, ingress, bare, echo);
    run.add(Figure.peakMemory("maximum resident memory", process));
    return run.report();
  }

  private static Load load(int port, Duration time) {
    return new Load(port, CONNECTIONS, time, List.of(REQUEST));
  }

  private static void warmUp(PartRun run, LoadClient client, int port, Duration length)
      throws IOException {
    run.expectSteps(WARM_UP_LOADS);
    for (var load = 0; load < WARM_UP_LOADS; load++) {
      client.run(load(port, run.plan().time(length).dividedBy(WARM_UP_LOADS)));
      run.step();
    }
  }

  private static ChildProcess start(PartRun run, BenchDeployment deployment, int port) {
    return deployment.service(
        run.scope(),
        "ingress",
        io.switchboard.ingress.Main.class,
        "HTTP_PORT",
        Integer.toString(port),
        "WEBHOOK_HEADER",
        "X-Webhook-Token: open sesame",
        "WEBHOOK_RATE_LIMIT",
        "1000000");
  }

  private static void startLimits(
      PartRun run, BenchDeployment deployment, int barePort, int echoPort) {
    deployment.create("bare");
    var workbench = run.workbench();
    var variables = deployment.variables();
    workbench
        .start(run.scope(), "bare", BareMain.class, variables, Integer.toString(barePort), "bare")
        .awaitPort(barePort);
    workbench
        .start(run.scope(), "echo", EchoMain.class, variables, Integer.toString(echoPort))
        .awaitPort(echoPort);
  }

  private static void report(
      PartRun run,
      AlternatingRuns.Series<LoadResult> ingress,
      AlternatingRuns.Series<LoadResult> bare,
      AlternatingRuns.Series<LoadResult> echo) {
    var others = ingress.values().stream().mapToLong(LoadResult::others).sum();
    if (others > 0) {
      throw new IllegalStateException(others + " requests were not answered with 200");
    }
    var requests = Figure.rate("acknowledged requests", ingress.rounds(LoadResult::perSecond));
    run.add(requests.against(ECHO, echo.rounds(LoadResult::perSecond)).aimingAt(Aim.ratio(0.5)));
    run.add(requests.against(BARE, bare.rounds(LoadResult::perSecond)).aimingAt(Aim.ratio(0.8)));
    run.add(
        Figure.milliseconds("p50", ingress.rounds(LoadResult::median))
            .against(BARE, bare.rounds(LoadResult::median)));
    run.add(
        Figure.milliseconds("p99", ingress.rounds(LoadResult::p99))
            .against(BARE, bare.rounds(LoadResult::p99))
            .aimingAt(Aim.value(10)));
    run.note(CONNECTIONS + " connections, " + PARTITIONS + " partitions, acks=all");
  }
}
