package io.switchboard.bench.growth;

import io.switchboard.bench.AlternatingRuns;
import io.switchboard.bench.BenchPart;
import io.switchboard.bench.PartRun;
import io.switchboard.bench.feed.EventFeed;
import io.switchboard.bench.report.Figure;
import io.switchboard.bench.report.PartReport;
import io.switchboard.bench.report.Rounds;
import io.switchboard.bench.streams.StreamServiceProcess;
import io.switchboard.disposition.DispositionService;
import io.switchboard.disposition.Main;
import java.util.List;

/** disposition-streams with one thread on a growing number of partitions. */
public final class PartitionGrowth implements BenchPart {
  private static final List<Integer> PARTITIONS = List.of(1, 3, 6, 12, 24);
  private static final int EVENTS = 60_000;
  private static final int WARM_UPS = 2;

  @Override
  public String name() {
    return "growth-partitions";
  }

  @Override
  public String description() {
    return "cost of a call result, on 1 to 24 partitions";
  }

  @Override
  public PartReport measure(PartRun run) throws Exception {
    Figure first = null;
    for (var partitions : PARTITIONS) {
      var deployment = run.deployment(partitions);
      try (var process = deployment.service(run.scope(), DispositionService.NAME, Main.class)) {
        var cost =
            cost(run, new StreamServiceProcess(process, deployment, "dispositions.classified"));
        var figure = Figure.lower("a call result, " + partitions + " partitions", "µs", cost);
        run.add(first == null ? figure : figure.against("1 partition", first.rounds()));
        first = first == null ? figure : first;
        run.add(
            Figure.memory(
                "resident, " + partitions + " partitions",
                Rounds.megabytes(process.memory().residentBytes())));
      }
    }
    return run.report();
  }

  private static Rounds cost(PartRun run, StreamServiceProcess stream) throws Exception {
    var events = run.plan().count(EVENTS);
    var turns = new AlternatingRuns(run, WARM_UPS);
    var rate =
        turns.add(
            round -> {
              var feed = EventFeed.of((round + WARM_UPS) * events, events);
              return stream.turn(events, () -> feed.callResults(stream.deployment())).rate();
            });
    turns.measure();
    return rate.rounds(perSecond -> 1e6 / perSecond);
  }
}
