package io.switchboard.replay.whatif;

import io.switchboard.contract.headers.Redrive;
import io.switchboard.contract.phone.Mask;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.LogWindow;
import io.switchboard.replay.reading.OffsetRange;
import io.switchboard.replay.reading.TimeMerge;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Runs one partition of the input through the topologies. Partitions are independent, as in the
 * services.
 */
final class PartitionRun {
  private final KafkaSettings kafka;
  private final Scenario scenario;
  private final LogWindow window;
  private final Path directory;
  private final DecisionMatcher pairing;
  private final LongConsumer read;
  private long comparableFrom = Long.MIN_VALUE;

  /**
   * The input of a run.
   *
   * @param input the range of one partition
   * @param truncated whether retention has deleted earlier records
   * @param recorded the outputs of the service, to compare with; empty when rules are compared
   */
  record Part(OffsetRange input, boolean truncated, List<OffsetRange> recorded) {
    /** From when on decisions can be compared: their state has to be known. */
    long comparableFrom(long firstTimestamp, @Nullable Duration memory) {
      return truncated && memory != null ? firstTimestamp + memory.toMillis() : firstTimestamp;
    }
  }

  /**
   * A run that has not started.
   *
   * @param read receives the number of records since its last call
   */
  PartitionRun(
      KafkaSettings kafka,
      Scenario scenario,
      LogWindow window,
      Path directory,
      DecisionMatcher pairing,
      LongConsumer read) {
    this.kafka = kafka;
    this.scenario = scenario;
    this.window = window;
    this.directory = directory;
    this.pairing = pairing;
    this.read = read;
  }

  /**
   * Reads to the end of the ranges.
   *
   * @param part of one partition of the input
   * @return the number of input records
   */
  long run(Part part) {
    var input = part.input();
    var ranges = new ArrayList<>(part.recorded());
    ranges.add(input);
    var held = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    var records = 0L;
    try (var reader = LogReader.open(kafka);
        var sides = new Sides(input.partition().partition())) {
      var merge = new TimeMerge(reader.read(ranges), ranges);
      for (var record = merge.next(); record != null; record = merge.next()) {
        if (!record.topic().equals(scenario.input())) {
          hold(record, held, records == 0);
          continue;
        }
        if (records == 0) {
          comparableFrom = part.comparableFrom(record.timestamp(), scenario.memory());
        }
        held.forEach(written -> extract(output(written), pairing::now));
        held.clear();
        if (Redrive.isFor(record.headers(), scenario.service())) { // otherwise it was skipped
          feed(sides, record);
        }
        records++;
        read.accept(1);
      }
    }
    // the last outputs may derive from input that was not read
    held.forEach(written -> extract(output(written), pairing::nowIfAwaited));
    return records;
  }

  private static void feed(Sides sides, ConsumerRecord<byte[], byte[]> record) {
    try {
      sides.feed(record);
    } catch (RuntimeException e) {
      throw new IllegalStateException("cannot process " + place(record) + ": " + reason(e), e);
    }
  }

  /** Kafka Streams reports where it failed; the root cause reports why. */
  private static String reason(Throwable error) {
    var cause = error;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return Mask.text(cause.getClass().getSimpleName() + ": " + cause.getMessage());
  }

  /**
   * Outputs wait for the input of their time. Before the first input only outputs with the very
   * same time can derive from it.
   */
  private static void hold(
      ConsumerRecord<byte[], byte[]> record,
      List<ConsumerRecord<byte[], byte[]>> held,
      boolean beforeAll) {
    if (beforeAll && !held.isEmpty() && held.getLast().timestamp() < record.timestamp()) {
      held.clear();
    }
    held.add(record);
  }

  private void extract(ScenarioOutput output, Consumer<ComparedDecision> decidedBy) {
    if (output.timestamp() < comparableFrom || !window.contains(output.timestamp())) {
      return;
    }
    switch (scenario.extractor().apply(output)) {
      case ExtractedDecision.Compared(var decision) -> decidedBy.accept(decision);
      case ExtractedDecision.Unreadable() -> pairing.unreadable(output.place());
      case ExtractedDecision.NotCompared() -> {} // another topic
    }
  }

  private static String place(ConsumerRecord<byte[], byte[]> record) {
    return record.topic() + "-" + record.partition() + " offset " + record.offset();
  }

  private static ScenarioOutput output(ConsumerRecord<byte[], byte[]> record) {
    return new ScenarioOutput(
        record.topic(),
        place(record),
        record.key(),
        record.value(),
        record.headers(),
        record.timestamp());
  }

  /** The runs over the partition: one, or two when rules are compared with rules. */
  private final class Sides implements AutoCloseable {
    private final int partition;
    private final List<Side> sides = new ArrayList<>();
    private boolean seeded;

    private record Side(RuleVariant rules, TopologyRun run, Consumer<ScenarioOutput> decidedBy) {}

    Sides(int partition) {
      this.partition = partition;
      var now = scenario.now();
      if (now != null) {
        add(now, "now", pairing::now);
      }
      add(scenario.then(), "then", pairing::then);
    }

    private void add(RuleVariant rules, String name, Consumer<ComparedDecision> decidedBy) {
      var id = scenario.service() + "-" + partition + "-" + name;
      sides.add(
          new Side(
              rules,
              new TopologyRun(rules, scenario, directory, id),
              output -> extract(output, decidedBy)));
    }

    void feed(ConsumerRecord<byte[], byte[]> record) {
      var recorded =
          new ScenarioInput(
              record.partition(),
              record.offset(),
              record.key(),
              record.value(),
              record.headers(),
              record.timestamp());
      for (var side : sides) {
        var feeding = side.rules().feeding();
        if (!seeded) {
          feeding
              .before(partition, record.timestamp())
              .forEach(seed -> side.run().feed(seed, side.decidedBy()));
        }
        feeding.seen(recorded).ifPresent(seen -> side.run().feed(seen, side.decidedBy()));
      }
      seeded = true;
    }

    @Override
    public void close() {
      sides.forEach(side -> side.run().close());
    }
  }
}
