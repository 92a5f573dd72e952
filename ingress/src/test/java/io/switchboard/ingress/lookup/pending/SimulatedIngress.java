package io.switchboard.ingress.lookup.pending;

import io.switchboard.ingress.lookup.pending.SimulatedRegistry.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** One ingress on the simulated log: its webhook, its follower and its measurements. */
final class SimulatedIngress {
  /** Small, so that it is reached. */
  private static final int LIMIT = 12;

  private final Random random;
  private final SimulatedRegistry registry;
  private final LongSupplier clock;
  private final List<Unanswered> unanswered = new ArrayList<>();
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private PendingOptOuts pending;
  private Set<String> full = Set.of();
  private int epoch;
  private boolean reading;
  private boolean cutOff;

  private record Unanswered(Change change, TopicPartition partition, int offset) {}

  SimulatedIngress(Random random, SimulatedRegistry registry, LongSupplier clock) {
    this.random = random;
    this.registry = registry;
    this.clock = clock;
    this.pending =
        new PendingOptOuts(SimulatedRegistry.TOPICS, LIMIT, new DeadLetteredOptOuts(LIMIT), clock);
  }

  /** A webhook whose record is on the log, and whose sender has no answer yet. */
  void receive(Change change) {
    var partition = registry.append(change);
    unanswered.add(new Unanswered(change, partition, registry.end(partition) - 1));
  }

  /** Answers some webhooks with 200: what the ingress does before, and what was acknowledged. */
  List<Change> answer() {
    var answered = new ArrayList<Change>();
    while (!unanswered.isEmpty() && random.nextInt(4) > 0) {
      var next = unanswered.remove(random.nextInt(unanswered.size()));
      if (next.change().optOut()) {
        var offset = random.nextInt(50) == 0 ? -1 : next.offset();
        pending.acknowledged(next.partition(), offset, Instant.EPOCH, List.of(next.change().key()));
      }
      answered.add(next.change());
    }
    return answered;
  }

  /** kill -9 and a new process: open requests get no answer, and no state is left. */
  void restart() {
    unanswered.clear();
    positions.clear();
    pending =
        new PendingOptOuts(SimulatedRegistry.TOPICS, LIMIT, new DeadLetteredOptOuts(LIMIT), clock);
    full = Set.of();
    reading = false;
  }

  /** The follower's consumer fails; it begins again where the readers are. */
  void failFollower() {
    if (reading) {
      reading = false;
      pending.gap();
    }
  }

  /** Kafka cannot be reached from this ingress, or can be again. */
  void cutOff(boolean now) {
    cutOff = now;
  }

  PendingView.State state() {
    return pending.state();
  }

  /** One poll. */
  void follow() {
    if (!reading || cutOff) {
      return;
    }
    var some = new ArrayList<>(registry.partitions());
    some.removeIf(partition -> full.contains(partition.topic()) || random.nextBoolean());
    for (var partition : some) {
      var from = positions.getOrDefault(partition, 0L).intValue();
      var to = Math.min(registry.end(partition), from + random.nextInt(6));
      for (var offset = from; offset < to; offset++) {
        var change = registry.at(partition, offset);
        if (change.optOut()) {
          pending.read(partition, offset, 0, List.of(change.key()));
        }
      }
      positions.put(partition, (long) to);
    }
    var nowFull =
        SimulatedRegistry.TOPICS.pipeline().stream()
            .filter(pending::isFull)
            .collect(Collectors.toSet());
    if (!nowFull.equals(full)) {
      pending.gap();
      full = nowFull;
    }
    pending.readUpTo(epoch, Map.copyOf(positions));
  }

  /** One measurement; the others go on meanwhile. */
  void measure() {
    if (cutOff) {
      return;
    }
    var next = registry.positions();
    registry.meanwhile();
    var start = pending.begin();
    registry.meanwhile();
    var ends = registry.ends();
    if (!reading && !registry.isDatabaseDown()) {
      epoch = pending.restart(Set.of());
      positions.clear();
      ends.keySet()
          .forEach(partition -> positions.put(partition, next.getOrDefault(partition, 0L)));
      reading = true;
    }
    pending.measured(start, next, ends);
  }

  /** How a lookup was answered. */
  enum SimulatedAnswer {
    FREE,
    SUPPRESSED,
    PENDING,
    UNKNOWN
  }

  SimulatedAnswer look(String key) {
    var state = pending.state();
    if (pending.contains(List.of(key))) {
      return SimulatedAnswer.PENDING;
    }
    registry.meanwhile();
    if (registry.isDatabaseDown()) {
      return SimulatedAnswer.UNKNOWN;
    }
    var row = registry.row(key);
    if (row != null && row.optOut()) {
      return SimulatedAnswer.SUPPRESSED;
    }
    return state == PendingView.State.FOLLOWING ? SimulatedAnswer.FREE : SimulatedAnswer.UNKNOWN;
  }

  /** How many numbers are pending. */
  int count() {
    return pending.count();
  }
}
