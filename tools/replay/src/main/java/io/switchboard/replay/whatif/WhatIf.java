package io.switchboard.replay.whatif;

import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.replay.copy.AdminResults;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.LogWindow;
import io.switchboard.replay.reading.OffsetRange;
import io.switchboard.replay.reading.Progress;
import io.switchboard.replay.reading.WindowBound;
import io.switchboard.replay.whatif.PartitionRun.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/**
 * Runs a scenario over recorded input: reads topics, writes nothing, uses no group.
 *
 * <p>Compared with recorded outputs, the input ends at the service's progress at the start, because
 * undecided records cannot be compared.
 */
public final class WhatIf {
  private static final Duration PROGRESS_INTERVAL = Duration.ofMillis(200);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);

  private final KafkaSettings kafka;
  private final Scenario scenario;
  private final LogWindow window;
  private final Path parent;
  private final Differences differences = new Differences();

  /**
   * Creates a run that keeps the topologies' state in the system's directory for temporary files.
   */
  public WhatIf(KafkaSettings kafka, Scenario scenario, LogWindow window) {
    this(kafka, scenario, window, Path.of(System.getProperty("java.io.tmpdir")));
  }

  WhatIf(KafkaSettings kafka, Scenario scenario, LogWindow window, Path parent) {
    this.parent = parent;
    this.kafka = kafka;
    this.scenario = scenario;
    this.window = window;
  }

  /**
   * The result.
   *
   * @param records number of input records, including those before the window that were needed for
   *     the state
   */
  public record WhatIfResult(long records, Duration took, Differences differences) {}

  /**
   * Runs to the end.
   *
   * @throws IllegalStateException when the cluster fails
   */
  public WhatIfResult run(Progress progress) {
    var began = System.nanoTime();
    var parts = parts();
    var total = parts.stream().mapToLong(part -> part.input().length()).sum();
    var directory = directory();
    var threads = Math.max(1, Math.min(Runtime.getRuntime().availableProcessors(), parts.size()));
    var pool = Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().factory());
    try (var _ = new StateDirectory(directory, pool)) {
      var records = run(parts, directory, pool, done -> progress.at(done, total));
      return new WhatIfResult(records, Duration.ofNanos(System.nanoTime() - began), differences);
    }
  }

  /**
   * The state of the topologies, deleted when all of them have stopped. A failure to delete it does
   * not hide the failure of the run: try-with-resources attaches it.
   */
  private record StateDirectory(Path directory, ExecutorService pool) implements AutoCloseable {
    @Override
    public void close() {
      pool.shutdownNow();
      try {
        if (!pool.awaitTermination(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
          throw new IllegalStateException("a partition still runs; remove " + directory);
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      delete(directory);
    }
  }

  private long run(List<Part> parts, Path directory, ExecutorService pool, LongConsumer progress) {
    var read = new AtomicLong();
    var pairings = new ArrayList<DecisionMatcher>();
    var runs = new ArrayList<Future<Long>>();
    for (var part : parts) {
      var pairing = new DecisionMatcher(differences);
      pairings.add(pairing);
      var run = new PartitionRun(kafka, scenario, window, directory, pairing, read::addAndGet);
      runs.add(pool.submit(() -> run.run(part)));
    }
    var records = 0L;
    for (var run : runs) {
      records += await(run, () -> progress.accept(read.get()));
    }
    // a decision without counterpart in one partition may have it in another, if a writer keyed
    // differently
    var all = new DecisionMatcher(differences);
    pairings.forEach(pairing -> pairing.addTo(all));
    all.close();
    return records;
  }

  private static long await(Future<Long> run, Runnable look) {
    while (true) {
      try {
        return run.get(PROGRESS_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException _) {
        look.run();
      } catch (ExecutionException e) {
        var cause = e.getCause() == null ? e : e.getCause();
        throw new IllegalStateException("what-if stopped: " + cause.getMessage(), cause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }

  private List<Part> parts() {
    try (var reader = LogReader.open(kafka)) {
      var inputs = inputs(reader);
      var kept = reader.beginnings(inputs.stream().map(OffsetRange::partition).toList());
      Map<Integer, List<OffsetRange>> outputs =
          scenario.now() == null ? outputs(reader, inputs.size()) : Map.of();
      return inputs.stream()
          .map(
              input ->
                  new Part(
                      input,
                      input.from() > 0 && input.from() == kept.getOrDefault(input.partition(), 0L),
                      outputs.getOrDefault(input.partition().partition(), List.of())))
          .toList();
    }
  }

  private List<OffsetRange> inputs(LogReader reader) {
    var partitions = reader.partitions(scenario.input());
    // read before the ends of the log: decided records are on the log
    var decided = scenario.now() == null ? decided() : Map.<TopicPartition, Long>of();
    var ranges = reader.ranges(partitions, new LogWindow(remembered(), window.to()));
    return scenario.now() != null
        ? ranges
        : ranges.stream()
            .map(
                range -> {
                  var to = Math.min(range.to(), decided.getOrDefault(range.partition(), 0L));
                  return new OffsetRange(range.partition(), Math.min(range.from(), to), to);
                })
            .toList();
  }

  private WindowBound remembered() {
    var memory = scenario.memory();
    return switch (window.from()) {
      case WindowBound.At(var time) ->
          memory == null ? new WindowBound.Beginning() : new WindowBound.At(time.minus(memory));
      case WindowBound.Beginning _, WindowBound.End _, WindowBound.Offset _ ->
          new WindowBound.Beginning();
    };
  }

  private Map<TopicPartition, Long> decided() {
    var group = kafka.prefix().applyTo(scenario.service());
    try (var admin = Admin.create(kafka.clientProperties(Map.of()))) {
      var offsets = new HashMap<TopicPartition, Long>();
      AdminResults.of(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
          .forEach(
              (partition, committed) -> {
                if (committed != null) {
                  offsets.put(partition, committed.offset());
                }
              });
      return offsets;
    }
  }

  /** By the partition of the compared input. */
  private Map<Integer, List<OffsetRange>> outputs(LogReader reader, int inputs) {
    var outputs = new HashMap<Integer, List<OffsetRange>>();
    for (var topic : scenario.outputs()) {
      for (var range : reader.ranges(reader.partitions(topic), window)) {
        outputs
            .computeIfAbsent(range.partition().partition() % inputs, _ -> new ArrayList<>())
            .add(range);
      }
    }
    return outputs;
  }

  private Path directory() {
    try {
      return Files.createTempDirectory(parent, "switchboard-what-if");
    } catch (IOException e) {
      throw new UncheckedIOException("no place for the state of the topologies", e);
    }
  }

  private static void delete(Path directory) {
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + directory, e);
    }
  }
}
