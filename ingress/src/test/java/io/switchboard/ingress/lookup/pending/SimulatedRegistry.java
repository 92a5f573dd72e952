package io.switchboard.ingress.lookup.pending;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * dnc-streams, the sink and PostgreSQL as a model: transactions that are open, committed or
 * aborted, positions that become visible before the records of their transaction, readers that
 * stand still for a while. The registry's order is the oracle's: the later time wins, then the
 * opt-out.
 */
final class SimulatedRegistry {
  static final OptOutTopics TOPICS =
      new OptOutTopics(
          Set.of("webhooks", "outcomes"), "events", "registry", Set.of(), "resolutions");

  private static final int PARTITIONS = 2;
  private static final Comparator<Change> ORDER =
      Comparator.comparingInt(Change::time).thenComparing(Change::optOut);

  private final Random random;
  private final Map<TopicPartition, List<Entry>> logs = new HashMap<>();
  private final List<Reader> readers = new ArrayList<>();
  private final Map<String, Change> rows = new HashMap<>();
  private final Set<Change> decided = new HashSet<>();

  /** While an outage lasts, this reader stands still. */
  private int down = -1;

  private boolean databaseDown;
  private boolean finished;

  SimulatedRegistry(Random random) {
    this.random = random;
    for (var topic : TOPICS.pipeline()) {
      for (var partition = 0; partition < PARTITIONS; partition++) {
        logs.put(new TopicPartition(topic, partition), new ArrayList<>());
      }
    }
    logs.keySet().stream()
        .sorted(Comparator.comparing(TopicPartition::toString))
        .forEach(partition -> readers.add(new Reader(partition)));
  }

  /** An opt-in or opt-out; a sender's time may be older than that of what came before. */
  record Change(int id, String key, boolean optOut, int time) {}

  private enum Transaction {
    OPEN,
    COMMITTED,
    ABORTED
  }

  /** A record; one that is decided holds the change that is in force after it. */
  private static final class Entry {
    private final Change change;
    private Transaction transaction;

    Entry(Change change, Transaction transaction) {
      this.change = change;
      this.transaction = transaction;
    }
  }

  /** A task of dnc-streams, or the sink for one partition of the registry. */
  private final class Reader {
    private final TopicPartition from;
    private final Map<String, Change> inForce = new HashMap<>();
    private final Map<String, Change> uncommitted = new HashMap<>();
    private final List<Entry> written = new ArrayList<>();
    private int taken;
    private int position;

    /** Its position is visible, and its records are not yet committed. */
    private boolean ending;

    Reader(TopicPartition from) {
      this.from = from;
    }

    void step() {
      if (ending) { // the next transaction begins after it
        end(Transaction.COMMITTED);
        ending = false;
        return;
      }
      switch (random.nextInt(8)) {
        case 0, 1 -> commit();
        case 2 -> abort();
        default -> take();
      }
    }

    private void take() {
      var log = log(from);
      if (taken == log.size() || log.get(taken).transaction == Transaction.OPEN) {
        return;
      }
      var entry = log.get(taken++);
      if (entry.transaction == Transaction.ABORTED) {
        return;
      }
      if (from.topic().equals(TOPICS.registry())) {
        if (databaseDown) {
          taken--;
        }
      } else if (from.topic().equals(TOPICS.events())) {
        var newest = newest(current(entry.change.key()), entry.change);
        uncommitted.put(entry.change.key(), newest);
        write(TOPICS.registry(), newest);
      } else {
        write(TOPICS.events(), entry.change);
      }
    }

    private @Nullable Change current(String key) {
      return uncommitted.getOrDefault(key, inForce.get(key));
    }

    private void write(String topic, Change change) {
      var partition = new TopicPartition(topic, Math.floorMod(change.key().hashCode(), PARTITIONS));
      var entry = new Entry(change, Transaction.OPEN);
      log(partition).add(entry);
      written.add(entry);
    }

    /** The position; the records follow in a later step. */
    private void commit() {
      for (var entry : log(from).subList(position, taken)) {
        if (entry.transaction == Transaction.COMMITTED) {
          committed(entry.change);
        }
      }
      inForce.putAll(uncommitted);
      uncommitted.clear();
      position = taken;
      ending = true;
    }

    private void committed(Change change) {
      if (from.topic().equals(TOPICS.registry())) {
        rows.merge(change.key(), change, SimulatedRegistry::newest);
      } else if (from.topic().equals(TOPICS.events())) {
        decided.add(change);
      }
    }

    private void abort() {
      end(Transaction.ABORTED);
      uncommitted.clear();
      taken = position;
    }

    private void end(Transaction how) {
      written.forEach(entry -> entry.transaction = how);
      written.clear();
    }
  }

  private static Change newest(@Nullable Change one, Change other) {
    return one == null || ORDER.compare(other, one) > 0 ? other : one;
  }

  private List<Entry> log(TopicPartition partition) {
    var log = logs.get(partition);
    if (log == null) {
      throw new IllegalArgumentException(partition.toString());
    }
    return log;
  }

  /** Some steps of all readers. */
  void run(int steps) {
    for (var step = 0; step < steps; step++) {
      if (!finished) {
        outages();
      }
      var reader = random.nextInt(readers.size());
      if (reader != down) {
        readers.get(reader).step();
      }
    }
  }

  /** They last for some hundreds of steps. */
  private void outages() {
    if (random.nextInt(down < 0 ? 3_000 : 600) == 0) {
      down = down < 0 ? random.nextInt(readers.size()) : -1;
    }
    if (random.nextInt(databaseDown ? 600 : 3_000) == 0) {
      databaseDown = !databaseDown;
    }
  }

  /** Until everything is in PostgreSQL; from now on nothing fails any more. */
  void finish() {
    finished = true;
    down = -1;
    databaseDown = false;
    while (readers.stream().anyMatch(reader -> reader.position < log(reader.from).size())) {
      readers.get(random.nextInt(readers.size())).step();
    }
  }

  /** Writes a change to the log of a source; its place is the partition's last. */
  TopicPartition append(Change change) {
    var topic = random.nextBoolean() ? "webhooks" : "outcomes";
    var partition = new TopicPartition(topic, random.nextInt(PARTITIONS));
    log(partition).add(new Entry(change, Transaction.COMMITTED));
    return partition;
  }

  int end(TopicPartition partition) {
    return log(partition).size();
  }

  Set<TopicPartition> partitions() {
    return logs.keySet();
  }

  /** The record at an offset, also of an open or aborted transaction. */
  Change at(TopicPartition partition, int offset) {
    return log(partition).get(offset).change;
  }

  /** The readers' positions; time passes between one and the next. */
  Map<TopicPartition, Long> positions() {
    var positions = new HashMap<TopicPartition, Long>();
    for (var reader : readers) {
      meanwhile();
      if (reader.position > 0 && !(databaseDown && reader.from.topic().equals(TOPICS.registry()))) {
        positions.put(reader.from, (long) reader.position);
      }
    }
    return positions;
  }

  Map<TopicPartition, Long> ends() {
    var ends = new HashMap<TopicPartition, Long>();
    for (var partition : logs.keySet()) {
      meanwhile();
      ends.put(partition, (long) end(partition));
    }
    return ends;
  }

  void meanwhile() {
    run(random.nextInt(6));
  }

  boolean isDatabaseDown() {
    return databaseDown;
  }

  /** What PostgreSQL says; null without a record. */
  @Nullable Change row(String key) {
    return rows.get(key);
  }

  /** Whether a later opt-in than this opt-out was decided, and the opt-out itself. */
  boolean isRevoked(Change optOut) {
    return decided.contains(optOut)
        && decided.stream()
            .anyMatch(
                change ->
                    !change.optOut()
                        && change.key().equals(optOut.key())
                        && ORDER.compare(change, optOut) > 0);
  }
}
