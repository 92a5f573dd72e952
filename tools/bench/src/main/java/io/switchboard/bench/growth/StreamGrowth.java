package io.switchboard.bench.growth;

import io.switchboard.bench.AlternatingRuns;
import io.switchboard.bench.BenchPart;
import io.switchboard.bench.PartRun;
import io.switchboard.bench.feed.EventFeed;
import io.switchboard.bench.machine.BenchDeployment;
import io.switchboard.bench.machine.Directories;
import io.switchboard.bench.report.Figure;
import io.switchboard.bench.report.PartReport;
import io.switchboard.bench.report.Rounds;
import io.switchboard.bench.streams.StreamServiceProcess;
import io.switchboard.disposition.DispositionService;
import io.switchboard.dnc.DncService;
import io.switchboard.testkit.process.ChildProcess;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * A stream service with a growing number of contacts or numbers.
 *
 * @param service the service's name, and its main
 * @param output the topic with one record per input
 * @param event the measured event
 * @param keys the growing keys
 */
public record StreamGrowth(
    String name,
    String service,
    Class<?> main,
    BiConsumer<EventFeed, BenchDeployment> feed,
    String output,
    String event,
    String keys)
    implements BenchPart {
  private static final int PARTITIONS = 3;
  private static final int EVENTS = 50_000;

  /** The maximum number of events for which the service is suspended at a time. */
  private static final int NEW_KEYS_AT_ONCE = 100_000;

  /** Contacts of call results. */
  public static StreamGrowth ofContacts() {
    return new StreamGrowth(
        "growth-dispositions",
        DispositionService.NAME,
        io.switchboard.disposition.Main.class,
        EventFeed::callResults,
        "dispositions.classified",
        "a call result",
        "contacts");
  }

  /** Numbers of opt-ins and opt-outs. */
  public static StreamGrowth ofNumbers() {
    return new StreamGrowth(
        "growth-dnc",
        DncService.NAME,
        io.switchboard.dnc.Main.class,
        EventFeed::dncEvents,
        "dnc.decisions",
        "an opt-in or opt-out",
        "numbers");
  }

  @Override
  public String description() {
    return "what " + event + " costs, with 1,000 to 1,000,000 " + keys;
  }

  @Override
  public PartReport measure(PartRun run) throws Exception {
    var deployment = run.deployment(PARTITIONS);
    var process = deployment.service(run.scope(), service, main);
    var stream = new StreamServiceProcess(process, deployment, output);
    var sizes = Growth.sizes(run);
    var events = run.plan().count(EVENTS);
    run.expectSteps(1 + sizes.getLast() / NEW_KEYS_AT_ONCE);
    var growth = new Growth(run, event, keys);
    var sent = new AtomicInteger();
    var known = 0;
    for (var size : sizes) {
      while (known < size) {
        var more = Math.min(size - known, NEW_KEYS_AT_ONCE);
        var next = EventFeed.ofNewKeys(sent.getAndAdd(more), known, more);
        stream.turn(more, () -> feed.accept(next, deployment));
        known += more;
        run.step();
      }
      var turns = new AlternatingRuns(run, size.equals(sizes.getFirst()) ? 4 : 1); // until compiled
      var rate =
          turns.add(
              _ -> {
                var next = EventFeed.ofKnownKeys(sent.getAndAdd(events), events, size);
                return stream.turn(events, () -> feed.accept(next, deployment)).rate();
              });
      turns.measure();
      growth.add(
          new Growth.AtSize(
              size,
              rate.rounds(perSecond -> 1e6 / perSecond),
              process.memory().residentBytes() / 1e6,
              Growth.storeMegabytes(deployment.stateDirectory())));
    }
    growth.report();
    run.add(
        Figure.lower(
            "on the log for " + event + ", all topics",
            "bytes",
            Rounds.of((double) deployment.logBytes() / sent.get())));
    restarts(run, deployment, process);
    run.note(PARTITIONS + " partitions; events all over the " + keys);
    return run.report();
  }

  /** With its stores, and then without them: they are rebuilt from the log. */
  private void restarts(PartRun run, BenchDeployment deployment, ChildProcess process) {
    process.stop();
    for (var stores : List.of("with its stores", "without its stores")) {
      var beganAt = System.nanoTime();
      var restarted = deployment.service(run.scope(), service, main);
      var seconds = (System.nanoTime() - beganAt) / 1e9;
      run.add(Figure.lower("ready again " + stores, "s", Rounds.of(seconds)));
      restarted.stop();
      Directories.delete(deployment.stateDirectory());
    }
  }
}
