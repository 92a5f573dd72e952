package io.switchboard.bench.door;

import io.switchboard.bench.Part;
import io.switchboard.bench.PartRun;
import io.switchboard.bench.machine.Deployment;
import io.switchboard.bench.report.Aim;
import io.switchboard.bench.report.Figure;
import io.switchboard.bench.report.PartReport;
import io.switchboard.bench.report.Rounds;
import io.switchboard.embedded.FreePorts;
import io.switchboard.testkit.load.Load;
import io.switchboard.testkit.load.LoadResult;
import io.switchboard.testkit.load.RawRequests;
import io.switchboard.testkit.process.ChildProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Accepted requests a second at 64 connections, with authentication, parsing and limits on, against
 * an echo and against a bare handler with the same producer. Broker, servers and client are
 * processes of their own.
 */
public final class DoorPart implements Part {
  private static final int CONNECTIONS = 64;
  private static final int PARTITIONS = 3;
  private static final Duration ROUND = Duration.ofSeconds(4);
  private static final Duration START = Duration.ofSeconds(60);

  private static final byte[] REQUEST =
      RawRequests.post(
          "/webhook/call-result",
          "{\"contactId\":\"contact-1\",\"dispositionCode\":\"1001\",\"callResult\":\"answered\","
              + "\"timestamp\":\"2026-11-20T10:00:00Z\",\"phoneNumber\":\"+14155552671\"}",
          "X-Webhook-Token: open sesame");

  /**
   * One of the servers.
   *
   * @param warmUp until its compiler is through: on two cores the door needs a minute
   */
  private record Subject(String name, int port, Duration warmUp, List<LoadResult> rounds) {
    Subject(String name, int port, Duration warmUp) {
      this(name, port, warmUp, new ArrayList<>());
    }

    Rounds rounds(ToDoubleFunction<LoadResult> figure) {
      return new Rounds(rounds.stream().mapToDouble(figure).boxed().toList());
    }
  }

  @Override
  public String name() {
    return "door";
  }

  @Override
  public String about() {
    return "acknowledged requests a second, against an echo and against bare Jetty + producer";
  }

  @Override
  public PartReport measure(PartRun run) throws IOException {
    var deployment = run.deployment(PARTITIONS);
    var bare = new Subject("bare Jetty + producer", FreePorts.next(), Duration.ofSeconds(25));
    var door = new Subject("door", FreePorts.next(), Duration.ofSeconds(60));
    var echo = new Subject("echo on virtual threads", FreePorts.next(), Duration.ofSeconds(15));
    var process = door(run, deployment, door.port());
    limits(run, deployment, bare.port(), echo.port());
    var client = run.workbench().client(run.scope());
    var subjects = List.of(bare, door, echo);
    run.steps(10 + 3 * run.plan().rounds());
    for (var subject : subjects) {
      var warmUp = run.plan().time(subject.warmUp());
      for (var tenth = 0; tenth < 10; tenth++) {
        client.run(new Load(subject.port(), CONNECTIONS, warmUp.dividedBy(10), List.of(REQUEST)));
      }
      run.step();
      run.step();
      run.step();
    }
    run.step();
    for (var round = 0; round < run.plan().rounds(); round++) {
      for (var subject : subjects) {
        subject
            .rounds()
            .add(
                client.run(
                    new Load(
                        subject.port(), CONNECTIONS, run.plan().time(ROUND), List.of(REQUEST))));
        run.step();
      }
    }
    report(run, door, bare, echo);
    run.add(Figure.memory("resident at the most", Rounds.megabytes(process.memory().peakBytes())));
    return run.report();
  }

  private static ChildProcess door(PartRun run, Deployment deployment, int port) {
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

  private static void limits(PartRun run, Deployment deployment, int barePort, int echoPort) {
    deployment.create("bare");
    var workbench = run.workbench();
    workbench
        .start(
            run.scope(),
            "bare",
            BareMain.class,
            deployment.variables(),
            Integer.toString(barePort),
            "bare")
        .awaitPort(barePort);
    workbench
        .start(
            run.scope(), "echo", EchoMain.class, deployment.variables(), Integer.toString(echoPort))
        .awaitPort(echoPort);
  }

  private static void report(PartRun run, Subject door, Subject bare, Subject echo) {
    var requests = Figure.rate("acknowledged requests", door.rounds(LoadResult::perSecond));
    run.add(
        requests.against(echo.name(), echo.rounds(LoadResult::perSecond)).aimingAt(Aim.ratio(0.5)));
    run.add(
        requests.against(bare.name(), bare.rounds(LoadResult::perSecond)).aimingAt(Aim.ratio(0.8)));
    run.add(
        Figure.milliseconds("p50", door.rounds(LoadResult::median))
            .against(bare.name(), bare.rounds(LoadResult::median)));
    run.add(
        Figure.milliseconds("p99", door.rounds(LoadResult::p99))
            .against(bare.name(), bare.rounds(LoadResult::p99))
            .aimingAt(Aim.value(10)));
    var others = door.rounds(LoadResult::others).values().stream().mapToDouble(d -> d).sum();
    if (others > 0) {
      throw new IllegalStateException((long) others + " requests were not answered with 200");
    }
    run.note(CONNECTIONS + " connections, " + PARTITIONS + " partitions, acks=all");
  }
}
