package io.switchboard.bench;

import io.switchboard.bench.console.ConsolePart;
import io.switchboard.bench.growth.PartitionGrowth;
import io.switchboard.bench.growth.SessionGrowth;
import io.switchboard.bench.growth.StreamGrowth;
import io.switchboard.bench.ingress.IngressPart;
import io.switchboard.bench.latency.LatencyPart;
import io.switchboard.bench.lookup.LookupPart;
import io.switchboard.bench.machine.ServerAddresses;
import io.switchboard.bench.machine.Workbench;
import io.switchboard.bench.menu.MenuPart;
import io.switchboard.bench.registry.RegistryPart;
import io.switchboard.bench.replay.ReplayPart;
import io.switchboard.bench.report.BenchReport;
import io.switchboard.bench.report.Machine;
import io.switchboard.bench.report.PartReport;
import io.switchboard.bench.rules.RulesPart;
import io.switchboard.bench.sessions.SessionsPart;
import io.switchboard.bench.sink.SinkPart;
import io.switchboard.bench.start.StartPart;
import io.switchboard.bench.streams.DispositionsPart;
import io.switchboard.bench.streams.DncPart;
import io.switchboard.replay.reading.Progress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs parts one after the other on the same servers. When the process is stopped, everything that
 * a part has started is stopped.
 */
public final class Bench {
  private static final Logger LOG = LoggerFactory.getLogger(Bench.class);

  private static final List<BenchPart> PARTS =
      List.of(
          new IngressPart(),
          new MenuPart(),
          new SessionsPart(),
          new DispositionsPart(),
          new DncPart(),
          new SinkPart(),
          new LookupPart(),
          new LatencyPart(),
          new ReplayPart(),
          RegistryPart.verify(),
          RegistryPart.rebuild(),
          new ConsolePart(),
          new StartPart(),
          new RulesPart());

  private static final List<BenchPart> GROWTH =
      List.of(
          StreamGrowth.ofContacts(),
          StreamGrowth.ofNumbers(),
          new SessionGrowth(),
          new PartitionGrowth());

  private final ServerAddresses servers;
  private final BenchPlan plan;

  /** Uses the given servers, or embedded ones. */
  public Bench(ServerAddresses servers, BenchPlan plan) {
    this.servers = servers;
    this.plan = plan;
  }

  /** Receives the events of a run. */
  public interface Watcher {
    /** A part starts; its steps are reported to the result. */
    Progress begins(BenchPart part);

    /** A part has ended; the report so far can be saved. */
    void ended(PartReport part, BenchReport soFar);
  }

  /** The parts with a limit of this machine, in the order in which they run. */
  public static List<BenchPart> parts() {
    return PARTS;
  }

  /** The parts that measure growth. */
  public static List<BenchPart> growth() {
    return GROWTH;
  }

  /**
   * Measures these parts. A part that fails is reported, and the next one runs.
   *
   * @throws IllegalStateException when the process is being stopped
   */
  public BenchReport run(List<BenchPart> parts, Watcher watcher) {
    var machine = Machine.current();
    var reports = new ArrayList<PartReport>();
    var stopping = new AtomicBoolean();
    try (var workbench = new Workbench(servers)) {
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    stopping.set(true);
                    workbench.close();
                  },
                  "stop-bench"));
      for (var part : parts) {
        var progress = watcher.begins(part);
        var report = measured(part, workbench, progress);
        if (stopping.get()) {
          throw new IllegalStateException("stopped");
        }
        reports.add(report);
        watcher.ended(report, new BenchReport(Instant.now(), machine, reports));
      }
    }
    return new BenchReport(Instant.now(), machine, reports);
  }

  private PartReport measured(BenchPart part, Workbench workbench, Progress progress) {
    try (var scope = workbench.newScope()) {
      var run = new PartRun(part.name(), workbench, scope, plan, progress);
      try {
        return part.measure(run);
      } catch (Exception e) { // any failure is the result of the part
        LOG.debug("{} failed", part.name(), e);
        return run.failed(e);
      }
    }
  }
}
