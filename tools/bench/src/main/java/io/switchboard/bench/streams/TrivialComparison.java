package io.switchboard.bench.streams;

import io.switchboard.bench.AlternatingRuns;
import io.switchboard.bench.PartRun;
import io.switchboard.bench.feed.EventFeed;
import io.switchboard.bench.machine.BenchDeployment;
import io.switchboard.bench.report.Aim;
import io.switchboard.bench.report.Figure;
import io.switchboard.bench.report.PartReport;
import io.switchboard.testkit.process.ChildProcess;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.ToDoubleFunction;

/**
 * A service and {@link TrivialStreams} on the same input, in alternating rounds after a warm-up.
 *
 * @param input the topic that the trivial application reads
 * @param limitFeed its events
 * @param usual events a round
 */
record TrivialComparison(
    PartRun run, String input, BiConsumer<EventFeed, BenchDeployment> limitFeed, int usual) {
  static final int PARTITIONS = 3;

  private static final String TRIVIAL = "a trivial stateful application";
  private static final String OUTPUT = "copied";

  /**
   * One round of a service.
   *
   * @param aim for its ratio to the limit: what rules may cost beside reading, storing and writing
   */
  record Way(
      String name,
      Aim aim,
      StreamServiceProcess stream,
      BiConsumer<EventFeed, BenchDeployment> feed) {}

  PartReport measure(List<Way> ways) throws Exception {
    var trivial = trivial();
    var events = run.plan().count(usual);
    var sent = new AtomicInteger(); // every round has its own events
    var turns = new AlternatingRuns(run, 1);
    var limit = turns.add(_ -> turn(trivial, limitFeed, sent.get(), events));
    var measured =
        ways.stream()
            .map(
                way ->
                    turns.add(_ -> turn(way.stream(), way.feed(), sent.addAndGet(events), events)))
            .toList();
    turns.measure();
    for (var i = 0; i < ways.size(); i++) {
      compare(ways.get(i), measured.get(i), limit);
    }
    ways.stream().map(way -> way.stream().process()).distinct().forEach(this::memory);
    run.note(events + " events a turn, " + PARTITIONS + " partitions, exactly-once");
    return run.report();
  }

  private static StreamServiceProcess.Turn turn(
      StreamServiceProcess stream,
      BiConsumer<EventFeed, BenchDeployment> feed,
      int from,
      int events) {
    var feedOfTurn = EventFeed.of(from, events);
    return stream.turn(events, () -> feed.accept(feedOfTurn, stream.deployment()));
  }

  private void compare(
      Way way,
      AlternatingRuns.Series<StreamServiceProcess.Turn> turns,
      AlternatingRuns.Series<StreamServiceProcess.Turn> limit) {
    var name = way.name();
    run.add(
        Figure.rate(name, turns.rounds(StreamServiceProcess.Turn::rate))
            .against(TRIVIAL, limit.rounds(StreamServiceProcess.Turn::rate))
            .aimingAt(way.aim()));
    run.add(
        processor(
            name + ", processor time",
            turns,
            limit,
            StreamServiceProcess.Turn::serviceMicroseconds));
    if (limit.values().stream()
        .allMatch(turn -> turn.brokerMicroseconds() > 0)) { // unknown for a given broker
      run.add(
          processor(
              name + ", the broker's",
              turns,
              limit,
              StreamServiceProcess.Turn::brokerMicroseconds));
    }
  }

  private static Figure processor(
      String name,
      AlternatingRuns.Series<StreamServiceProcess.Turn> turns,
      AlternatingRuns.Series<StreamServiceProcess.Turn> limit,
      ToDoubleFunction<StreamServiceProcess.Turn> part) {
    return Figure.lower(name, "µs", turns.rounds(part)).against(TRIVIAL, limit.rounds(part));
  }

  private void memory(ChildProcess process) {
    run.add(Figure.peakMemory("maximum resident memory", process));
  }

  private StreamServiceProcess trivial() {
    var deployment = run.deployment(PARTITIONS);
    deployment.create(OUTPUT);
    deployment.create(TrivialMain.NAME + ".dlq");
    return new StreamServiceProcess(
        deployment.service(
            run.scope(),
            TrivialMain.NAME,
            TrivialMain.class,
            "TRIVIAL_INPUT",
            input,
            "TRIVIAL_OUTPUT",
            OUTPUT),
        deployment,
        OUTPUT);
  }
}
