package io.switchboard.bench.streams;

import io.switchboard.bench.BenchPart;
import io.switchboard.bench.PartRun;
import io.switchboard.bench.feed.EventFeed;
import io.switchboard.bench.report.Aim;
import io.switchboard.bench.report.PartReport;
import io.switchboard.dnc.DncService;
import io.switchboard.dnc.Main;
import java.util.List;

/** Opt-ins and opt-outs to decisions. */
public final class DncPart implements BenchPart {
  @Override
  public String name() {
    return "dnc";
  }

  @Override
  public String description() {
    return "opt-outs decided a second, against a trivial stateful Streams application";
  }

  @Override
  public PartReport measure(PartRun run) throws Exception {
    var deployment = run.deployment(TrivialComparison.PARTITIONS);
    var service = deployment.service(run.scope(), DncService.NAME, Main.class);
    var stream = new StreamServiceProcess(service, deployment, "dnc.decisions");
    run.note("from the webhook, every event passes through two topologies and dnc.events");
    return new TrivialComparison(run, "dnc.events", EventFeed::dncEvents, 120_000)
        .measure(
            List.of(
                new TrivialComparison.Way(
                    "dnc.events decided", Aim.ratio(0.6), stream, EventFeed::dncEvents),
                new TrivialComparison.Way(
                    "events of the webhook decided",
                    Aim.ratio(0.4),
                    stream,
                    EventFeed::dncWebhook)));
  }
}
