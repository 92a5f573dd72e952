package io.switchboard.bench.console;

import io.switchboard.bench.BenchPart;
import io.switchboard.bench.PartRun;
import io.switchboard.bench.console.PageClient.PageTime;
import io.switchboard.bench.machine.BenchDeployment;
import io.switchboard.bench.report.Aim;
import io.switchboard.bench.report.Figure;
import io.switchboard.bench.report.PartReport;
import io.switchboard.bench.report.Rounds;
import io.switchboard.console.Main;
import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.embedded.FreePorts;
import io.switchboard.testkit.process.ChildProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.awaitility.Awaitility;

/** Each page of the console with a million records on the topics, and its memory. */
public final class ConsolePart implements BenchPart {
  private static final int PARTITIONS = 3;
  private static final int RECORDS = 1_000_000;
  private static final int BROWSERS = 50;
  private static final int LEAST_ROUNDS = 5;
  private static final Duration HISTORY = Duration.ofDays(5);
  private static final Duration OPEN = Duration.ofSeconds(15);
  private static final Aim FIRST_BYTE = Aim.value(100);
  private static final Aim WHOLE = Aim.value(500);
  private static final Aim MEMORY = Aim.value(150);

  @Override
  public String name() {
    return "console";
  }

  @Override
  public String description() {
    return "each page with a million records on the topics, memory with 50 browsers";
  }

  @Override
  public PartReport measure(PartRun run) throws Exception {
    var deployment = BenchDeployment.in(run.scope(), run.workbench(), PARTITIONS, false);
    var database = run.workbench().newDatabase(run.scope());
    var now = Instant.now();
    var calls = run.plan().count(RECORDS / ConsoleFeed.RECORDS);
    var feed = new ConsoleFeed(calls, now.minus(HISTORY), now.minusSeconds(10));
    var rounds = Math.max(LEAST_ROUNDS, run.plan().rounds());
    run.expectSteps(4 + 2 + rounds);
    feed.send(deployment);
    run.step();
    run.step();
    new ConsoleRows(DatabaseSettings.parse(database), feed).write();
    run.step();
    var port = FreePorts.next();
    var console =
        deployment.console(
            run.scope(),
            Main.class,
            "DATABASE_URL",
            database,
            "CONSOLE_PORT",
            Integer.toString(port));
    run.step();
    var client = run.scope().keep(new PageClient(port));
    var pages = pages(calls);
    pages(run, client, pages, rounds);
    memory(run, client, console, pages);
    run.note(
        "%,d records, of which %,d dead letters, and %,d rows in each table, over %d days"
            .formatted(calls * ConsoleFeed.RECORDS, calls, calls, HISTORY.toDays()));
    run.note(
        "the whole page is the page and the parts that it loads by itself, without the drawing;"
            + " a browser is a client that follows the events of a page");
    return run.report();
  }

  /**
   * A page.
   *
   * @param subject what its part searches for
   */
  private record Page(String name, String path, String subject) {}

  private static List<Page> pages(int calls) {
    var call = ConsoleFeed.callId(calls - calls / 100 - 1);
    return List.of(
        new Page("overview", "/", ""),
        new Page("live", "/live", ""),
        new Page("calls", "/calls", ""),
        new Page("one call", "/calls/" + call, ""),
        new Page("trace, one hour", "/trace?q=" + call + "&last=1h", call),
        new Page("consent", "/consent", ""),
        new Page("one number", "/consent/decision:d" + (calls / 2 + 2), ""),
        new Page("dispositions", "/dispositions", ""),
        new Page("dispositions, 30 days", "/dispositions?last=30d", ""),
        new Page("dead letters", "/dead-letters", ""),
        new Page("dead letters of one reason", "/dead-letters?reason=404", ""),
        new Page("one dead letter", "/dead-letters/disposition-streams/0/0", ""),
        new Page("plan of a redrive", "/dead-letters/redrive?reason=404", ""),
        new Page("what-if", "/what-if", ""),
        new Page("pushes", "/pushes", ""),
        new Page("pushes, 30 days", "/pushes?last=30d", ""),
        new Page("audit", "/audit", ""));
  }

  private static void pages(PartRun run, PageClient client, List<Page> pages, int rounds) {
    List<List<PageTime>> times =
        pages.stream().<List<PageTime>>map(_ -> new ArrayList<>()).toList();
    for (var round = -2; round < rounds; round++) {
      for (var i = 0; i < pages.size(); i++) {
        var time = client.load(pages.get(i).path(), pages.get(i).subject());
        if (round >= 0) {
          times.get(i).add(time);
        }
      }
      run.step();
    }
    for (var i = 0; i < pages.size(); i++) {
      var name = pages.get(i).name();
      run.add(
          Figure.milliseconds(name + ", first byte", rounds(times.get(i), PageTime::firstByte))
              .aimingAt(FIRST_BYTE));
      run.add(
          Figure.milliseconds(name + ", whole", rounds(times.get(i), PageTime::whole))
              .aimingAt(WHOLE));
    }
  }

  private static Rounds rounds(List<PageTime> times, ToDoubleFunction<PageTime> figure) {
    return new Rounds(times.stream().mapToDouble(figure).boxed().toList());
  }

  private static void memory(
      PartRun run, PageClient client, ChildProcess console, List<Page> pages) {
    var streams = List.of("/overview/stream", "/live/stream", "/streams/callers");
    for (var i = 0; i < BROWSERS; i++) {
      run.scope().keep(client.follow(streams.get(i % streams.size())));
      var page = pages.get(i % pages.size());
      client.load(page.path(), page.subject());
    }
    var until = System.nanoTime() + OPEN.toNanos();
    Awaitility.await("the browsers have been open for a while")
        .atMost(OPEN.multipliedBy(2))
        .until(() -> System.nanoTime() > until);
    var resident = console.memory().residentBytes();
    run.add(
        Figure.memory("resident memory, " + BROWSERS + " browsers", Rounds.megabytes(resident))
            .aimingAt(MEMORY));
    run.add(Figure.peakMemory("maximum resident memory", console));
    run.add(
        Figure.memory(
            "heap in use, " + BROWSERS + " browsers",
            Rounds.megabytes(console.memory().liveHeapBytes())));
  }
}
