package io.switchboard.bench.streams;

import io.switchboard.bench.BenchPart;
import io.switchboard.bench.PartRun;
import io.switchboard.bench.feed.EventFeed;
import io.switchboard.bench.report.Aim;
import io.switchboard.bench.report.PartReport;
import io.switchboard.disposition.DispositionService;
import io.switchboard.disposition.Main;
import java.util.List;

/** Call results to classified dispositions. */
public final class DispositionsPart implements BenchPart {
  @Override
  public String name() {
    return "dispositions";
  }

  @Override
  public String description() {
    return "call results classified a second, against a trivial stateful Streams application";
  }

  @Override
  public PartReport measure(PartRun run) throws Exception {
    var deployment = run.deployment(TrivialComparison.PARTITIONS);
    var service = deployment.service(run.scope(), DispositionService.NAME, Main.class);
    return new TrivialComparison(run, "cxone.call-results", EventFeed::callResults, 150_000)
        .measure(
            List.of(
                new TrivialComparison.Way(
                    "call results classified",
                    Aim.ratio(0.8),
                    new StreamServiceProcess(service, deployment, "dispositions.classified"),
                    EventFeed::callResults)));
  }
}
