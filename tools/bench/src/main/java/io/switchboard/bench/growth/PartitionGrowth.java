package io.switchboard.bench.growth;

import io.switchboard.bench.Part;
import io.switchboard.bench.PartRun;
import io.switchboard.bench.feed.EventFeed;
import io.switchboard.bench.report.Better;
import io.switchboard.bench.report.Curve;
import io.switchboard.bench.report.Figure;
import io.switchboard.bench.report.PartReport;
import io.switchboard.bench.report.Rounds;
import io.switchboard.bench.streams.Stream;
import io.switchboard.disposition.DispositionService;
import io.switchboard.disposition.Main;
import java.util.ArrayList;
import java.util.List;

/** disposition-streams, one thread of it, on more and more partitions. */
public final class PartitionGrowth implements Part {
  private static final List<Integer> PARTITIONS = List.of(1, 3, 6, 12, 24);
  private static final int EVENTS = 60_000;
  private static final int WARM_UPS = 2;

  @Override
  public String name() {
    return "growth-partitions";
  }

  @Override
  public String about() {
    return "what a call result costs, on 1 to 24 partitions";
  }

  @Override
  public PartReport measure(PartRun run) {
    run.steps(PARTITIONS.size());
    var cost = new ArrayList<Curve.Point>();
    var memory = new ArrayList<Curve.Point>();
    Figure first = null;
    for (var partitions : PARTITIONS) {
      var deployment = run.deployment(partitions);
      try (var process = deployment.service(run.scope(), DispositionService.NAME, Main.class)) {
        var rounds = rounds(run, new Stream(process, deployment, "dispositions.classified"));
        cost.add(new Curve.Point(partitions, rounds.median()));
        memory.add(new Curve.Point(partitions, process.memory().residentBytes() / 1e6));
        var figure =
            new Figure(
                "a call result, " + partitions + " partitions",
                "µs",
                Better.LOWER,
                rounds,
                null,
                null);
        run.add(first == null ? figure : figure.against("1 partition", first.rounds()));
        first = first == null ? figure : first;
      }
      run.step();
    }
    run.add(new Curve("microseconds for a call result", "partitions", cost));
    run.add(new Curve("MB resident, a call result", "partitions", memory));
    return run.report();
  }

  private static Rounds rounds(PartRun run, Stream stream) {
    var events = run.plan().count(EVENTS);
    var rounds = new ArrayList<Double>();
    for (var round = -WARM_UPS; round < run.plan().rounds(); round++) {
      var feed = EventFeed.of((round + WARM_UPS) * events, events);
      var turn = stream.turn(events, () -> feed.callResults(stream.deployment()));
      if (round >= 0) {
        rounds.add(1e6 / turn.rate());
      }
    }
    return new Rounds(rounds);
  }
}
