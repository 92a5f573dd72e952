package io.switchboard.bench.streams;

import io.switchboard.bench.PartRun;
import io.switchboard.bench.feed.EventFeed;
import io.switchboard.bench.machine.Deployment;
import io.switchboard.bench.report.Aim;
import io.switchboard.bench.report.Better;
import io.switchboard.bench.report.Figure;
import io.switchboard.bench.report.PartReport;
import io.switchboard.bench.report.Rounds;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.ToDoubleFunction;

/**
 * A service and {@link TrivialStreams} on the same input, by turns: a round to get warm, then those
 * that count.
 *
 * @param input what the trivial app reads
 * @param limitFeed fills it
 * @param usual events a turn
 */
record AgainstTrivial(
    PartRun run, String input, BiConsumer<EventFeed, Deployment> limitFeed, int usual) {
  static final int PARTITIONS = 3;

  private static final String TRIVIAL = "a trivial stateful app";
  private static final String OUTPUT = "copied";

  /** What a rule may cost beside reading, storing and writing. */
  private static final Aim AIM = Aim.ratio(0.8);

  /** One way through a service. */
  record Way(String name, Stream stream, BiConsumer<EventFeed, Deployment> feed) {}

  PartReport measure(List<Way> ways) {
    var trivial = trivial();
    var limit = new ArrayList<Stream.Turn>();
    var measured = ways.stream().map(_ -> new ArrayList<Stream.Turn>()).toList();
    var rounds = run.plan().rounds();
    run.steps((rounds + 1) * (ways.size() + 1));
    var events = run.plan().count(usual);
    var from = 0;
    for (var round = -1; round < rounds; round++) {
      var feed = EventFeed.of(from, events);
      limit.add(trivial.turn(events, () -> limitFeed.accept(feed, trivial.deployment())));
      run.step();
      for (var i = 0; i < ways.size(); i++) {
        from += events;
        measured.get(i).add(turn(ways.get(i), EventFeed.of(from, events)));
        run.step();
      }
    }
    for (var i = 0; i < ways.size(); i++) {
      compare(ways.get(i).name(), warm(measured.get(i)), warm(limit));
    }
    ways.stream().map(Way::stream).distinct().forEach(this::memory);
    run.note(events + " events a turn, " + PARTITIONS + " partitions, exactly-once");
    return run.report();
  }

  private static Stream.Turn turn(Way way, EventFeed feed) {
    var stream = way.stream();
    return stream.turn(feed.count(), () -> way.feed().accept(feed, stream.deployment()));
  }

  /** Without the first round, which the compilers had. */
  private static List<Stream.Turn> warm(List<Stream.Turn> turns) {
    return turns.subList(1, turns.size());
  }

  private void compare(String name, List<Stream.Turn> turns, List<Stream.Turn> limit) {
    run.add(
        Figure.rate(name, rounds(turns, Stream.Turn::rate))
            .against(TRIVIAL, rounds(limit, Stream.Turn::rate))
            .aimingAt(AIM));
    run.add(processor(name + ", processor time", turns, limit, Stream.Turn::serviceMicroseconds));
    if (limit.stream().allMatch(turn -> turn.brokerMicroseconds() > 0)) { // not of a given broker
      run.add(processor(name + ", the broker's", turns, limit, Stream.Turn::brokerMicroseconds));
    }
  }

  private static Figure processor(
      String name,
      List<Stream.Turn> turns,
      List<Stream.Turn> limit,
      ToDoubleFunction<Stream.Turn> part) {
    return new Figure(name, "µs", Better.LOWER, rounds(turns, part), null, null)
        .against(TRIVIAL, rounds(limit, part));
  }

  private static Rounds rounds(List<Stream.Turn> turns, ToDoubleFunction<Stream.Turn> part) {
    return new Rounds(turns.stream().map(part::applyAsDouble).toList());
  }

  private void memory(Stream stream) {
    run.add(
        Figure.memory(
            "resident at the most", Rounds.megabytes(stream.process().memory().peakBytes())));
  }

  private Stream trivial() {
    var deployment = run.deployment(PARTITIONS);
    deployment.create(OUTPUT);
    deployment.create(TrivialMain.NAME + ".dlq");
    return new Stream(
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
