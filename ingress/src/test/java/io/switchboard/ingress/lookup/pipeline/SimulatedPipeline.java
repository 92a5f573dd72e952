package io.switchboard.ingress.lookup.pipeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Two exactly-once services in a row and a sink, as a model that goes on at random also while it is
 * measured: {@code input → first → middle → second → registry → sink → the table}. A transaction's
 * position becomes visible before its records do, as on a broker.
 */
final class SimulatedPipeline implements PipelineView {
  private static final int MOST_STEPS = 6;

  private final Random random;
  private final Log input = new Log("input");
  private final Log middle = new Log("middle");
  private final Log registry = new Log("registry");
  private final List<Reader> readers =
      List.of(new Reader(input, middle), new Reader(middle, registry), new Reader(registry, null));

  /** Milliseconds; goes on with every step. */
  private long clock = 1_000_000;

  /** While an outage lasts, this reader stands still. */
  private int down = -1;

  SimulatedPipeline(Random random) {
    this.random = random;
  }

  /** One record: when it was received by ingress, and whether a transaction still holds it. */
  private static final class Entry {
    private final long receivedAt;
    private boolean open;

    Entry(long receivedAt, boolean open) {
      this.receivedAt = receivedAt;
      this.open = open;
    }
  }

  private record Log(TopicPartition partition, List<Entry> entries) {
    Log(String topic) {
      this(new TopicPartition(topic, 0), new ArrayList<>());
    }
  }

  /** A service, or the sink when it has no output. */
  private static final class Reader {
    private final Log from;
    private final @Nullable Log to;
    private final List<Entry> transaction = new ArrayList<>();
    private int taken;
    private int position;

    Reader(Log from, @Nullable Log to) {
      this.from = from;
      this.to = to;
    }

    void take() {
      if (taken < from.entries().size() && !from.entries().get(taken).open) { // a stable offset
        var entry = from.entries().get(taken++);
        if (to == null) {
          position = taken;
        } else {
          var derived = new Entry(entry.receivedAt, true);
          transaction.add(derived);
          to.entries().add(derived);
        }
      }
    }

    /** First the position, and in a later step the records. */
    void commit() {
      if (position < taken) {
        position = taken;
      } else {
        transaction.forEach(entry -> entry.open = false);
        transaction.clear();
      }
    }
  }

  Instant now() {
    return Instant.ofEpochMilli(clock);
  }

  /** Goes on by some steps. */
  void run(int steps) {
    for (var step = 0; step < steps; step++) {
      clock += random.nextInt(200);
      if (random.nextInt(200) == 0) {
        down = down < 0 ? random.nextInt(readers.size()) : -1;
      }
      if (random.nextInt(10) == 0) {
        input.entries().add(new Entry(clock, false));
      }
      var reader = random.nextInt(readers.size());
      if (reader != down) {
        if (random.nextInt(3) == 0) {
          readers.get(reader).commit();
        } else {
          readers.get(reader).take();
        }
      }
    }
  }

  /** When the oldest record that is not in the table was received; now when there is none. */
  Instant oldestMissing() {
    var stored = readers.getLast().position;
    return input.entries().size() == stored
        ? now()
        : Instant.ofEpochMilli(input.entries().get(stored).receivedAt);
  }

  @Override
  public Map<TopicPartition, Long> positions() {
    var positions = new HashMap<TopicPartition, Long>();
    for (var reader : readers) {
      meanwhile();
      if (reader.position > 0) {
        positions.put(reader.from.partition(), (long) reader.position);
      }
    }
    return positions;
  }

  @Override
  public Map<TopicPartition, Bounds> bounds() {
    var bounds = new HashMap<TopicPartition, Bounds>();
    for (var log : List.of(registry, middle, input)) {
      meanwhile();
      bounds.put(log.partition(), new Bounds(0, log.entries().size()));
    }
    return bounds;
  }

  @Override
  public Map<TopicPartition, Instant> oldest(Map<TopicPartition, Unread> unread, Instant enough) {
    var oldest = new HashMap<TopicPartition, Instant>();
    for (var log : List.of(input, middle, registry)) {
      meanwhile();
      var range = unread.get(log.partition());
      if (range != null) {
        log.entries().subList((int) range.next(), (int) range.end()).stream()
            .map(entry -> Instant.ofEpochMilli(entry.receivedAt))
            .min(Instant::compareTo)
            .ifPresent(time -> oldest.put(log.partition(), time));
      }
    }
    return oldest;
  }

  private void meanwhile() {
    run(random.nextInt(MOST_STEPS));
  }
}
