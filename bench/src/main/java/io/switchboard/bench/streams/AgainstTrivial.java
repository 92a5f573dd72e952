package io.switchboard.bench.streams;

import io.switchboard.bench.PartRun;
import io.switchboard.bench.feed.EventFeed;
import io.switchboard.bench.machine.Deployment;
import io.switchboard.bench.report.Aim;
import io.switchboard.bench.report.Figure;
import io.switchboard.bench.report.PartReport;
import io.switchboard.bench.report.Rounds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

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

  private static final String OUTPUT = "copied";

  /** What a rule may cost beside reading, storing and writing. */
  private static final Aim AIM = Aim.ratio(0.8);

  /** One way through a service. */
  record Way(String name, Stream stream, BiConsumer<EventFeed, Deployment> feed) {}

  PartReport measure(List<Way> ways) {
    var trivial = trivial();
    var limit = new ArrayList<Double>();
    var rates = new HashMap<String, List<Double>>();
    var rounds = run.plan().rounds();
    run.steps((rounds + 1) * (ways.size() + 1));
    var events = run.plan().count(usual);
    var from = 0;
    for (var round = -1; round < rounds; round++) {
      var turns = new ArrayList<Map.Entry<List<Double>, Double>>();
      var feed = EventFeed.of(from, events);
      turns.add(
          Map.entry(
              limit, trivial.rate(events, () -> limitFeed.accept(feed, trivial.deployment()))));
      run.step();
      for (var way : ways) {
        from += events;
        var next = EventFeed.of(from, events);
        var rate =
            way.stream().rate(events, () -> way.feed().accept(next, way.stream().deployment()));
        turns.add(Map.entry(rates.computeIfAbsent(way.name(), _ -> new ArrayList<>()), rate));
        run.step();
      }
      if (round >= 0) {
        turns.forEach(turn -> turn.getKey().add(turn.getValue()));
      }
    }
    for (var way : ways) {
      run.add(
          Figure.rate(way.name(), new Rounds(Objects.requireNonNull(rates.get(way.name()))))
              .against("a trivial stateful app", new Rounds(limit))
              .aimingAt(AIM));
    }
    ways.stream().map(Way::stream).distinct().forEach(this::memory);
    run.note(events + " events a turn, " + PARTITIONS + " partitions, exactly-once");
    return run.report();
  }

  private void memory(Stream stream) {
    run.add(Figure.memory("resident at the most", Rounds.of(stream.process().peakMegabytes())));
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
