package io.switchboard.ingress.lookup.pending;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The opt-outs that PostgreSQL does not have yet, as far as this ingress has read them.
 *
 * <p>An opt-out is kept with its place on the log. It is removed when the reader of that place has
 * passed it, and this ingress has read the next topic up to an end that was measured afterwards:
 * what the opt-out became is below that end, so it is kept by its new place or was decided
 * otherwise. Behind the last topic is PostgreSQL itself, whose stored offset is committed with the
 * rows. What a reader could not process is a dead letter: those are read too before anything is
 * removed, and keep suppressing.
 *
 * <p>A measurement has three steps, in this order: the readers' positions, {@link #begin}, the ends
 * of all partitions. The state is FOLLOWING while such ends were reached that were measured a
 * moment ago, and nothing was left out since.
 */
final class PendingOptOuts implements PendingView {
  /** A measurement older than this says nothing any more. */
  static final Duration VALID = Duration.ofSeconds(3);

  /** Ends that are not reached after this time are replaced by newer ones. */
  private static final Duration GOAL_TIMEOUT = Duration.ofSeconds(10);

  /** What is behind the last topic: the rows of PostgreSQL, or a dead letter of the sink. */
  private static final String STORED = "";

  private final OptOutTopics topics;
  private final LongSupplier nanoTime;
  private final PendingNumbers numbers;
  private final DeadLetteredOptOuts deadLetters;

  /** Counts the times that something was not read or not kept. */
  private final AtomicLong gaps = new AtomicLong();

  private volatile @Nullable Start caughtUp;

  /** By topic: when its ends are reached, what the topics before it have passed on is removed. */
  private final Map<String, Goal> handOvers = new HashMap<>();

  private @Nullable Goal catchUp;
  private @Nullable Release release;
  private Map<TopicPartition, Long> read = Map.of();
  private Map<TopicPartition, Long> deadLettersRead = Map.of();
  private @Nullable Goal deadLetterGoal;
  private boolean deadLettersBegun;

  /** Whether all dead letters were read that existed when this ingress began to read the log. */
  private volatile boolean deadLettersKnown;

  private int epoch;

  /**
   * Creates an empty set, STARTING.
   *
   * @param limit keys of one topic, from which on no more of it are read
   */
  PendingOptOuts(
      OptOutTopics topics, int limit, DeadLetteredOptOuts deadLetters, LongSupplier nanoTime) {
    this.topics = topics;
    this.deadLetters = deadLetters;
    this.nanoTime = nanoTime;
    this.numbers = new PendingNumbers(topics.pipeline(), limit);
  }

  /** When a measurement of ends began, and which dead letters were resolved by then. */
  record Start(long gaps, long nanoTime, Set<String> resolved) {}

  /** The positions of the readers, and the ends that were measured after them. */
  private record Goal(
      Start start, Map<TopicPartition, Long> positions, Map<TopicPartition, Long> ends) {
    boolean isReachedBy(Map<TopicPartition, Long> read) {
      return ends.entrySet().stream()
          .allMatch(end -> read.getOrDefault(end.getKey(), -1L) >= end.getValue());
    }
  }

  /** Resolved dead letters, forgotten when the records of their redrives are read. */
  private record Release(Goal goal, Set<String> ids) {}

  @Override
  public State state() {
    if (numbers.isFull() || deadLetters.isFull()) {
      return State.FULL;
    }
    var last = caughtUp;
    if (last == null || !deadLettersKnown) {
      return State.STARTING;
    }
    return last.gaps() == gaps.get() && nanoTime.getAsLong() - last.nanoTime() <= VALID.toNanos()
        ? State.FOLLOWING
        : State.BEHIND;
  }

  @Override
  public boolean contains(Collection<String> keys) {
    return keys.stream().anyMatch(numbers::contains) || deadLetters.contains(keys);
  }

  /**
   * Keeps an opt-out that Kafka has acknowledged to this ingress. When there is no room for it, the
   * state is not FOLLOWING until it was read from the log.
   *
   * @param offset negative when the producer does not know it, as for some repeated sends
   */
  void acknowledged(TopicPartition partition, long offset, Instant receivedAt, List<String> keys) {
    if (offset < 0 || !numbers.addIfRoom(partition, offset, receivedAt.toEpochMilli(), keys)) {
      gaps.incrementAndGet();
    }
  }

  /** Keeps an opt-out that was read from the log. */
  void read(TopicPartition partition, long offset, long timestamp, List<String> keys) {
    numbers.add(partition, offset, timestamp, keys);
  }

  /** Whether no more of a topic has to be read until there is room. */
  boolean isFull(String topic) {
    return numbers.isFull(topic);
  }

  /** Something is not read or was not kept: FOLLOWING only by a measurement that begins later. */
  void gap() {
    gaps.incrementAndGet();
  }

  /**
   * The log is read anew from other positions.
   *
   * @param recreated topics that were deleted and created again
   * @return the epoch of {@link #readUpTo}
   */
  synchronized int restart(Set<String> recreated) {
    recreated.stream().filter(topics.pipeline()::contains).forEach(numbers::forget);
    gaps.incrementAndGet();
    handOvers.clear();
    catchUp = null;
    release = null;
    read = Map.of();
    deadLettersKnown = false;
    deadLetterGoal = null;
    return ++epoch;
  }

  /** Begins a measurement of ends, after the positions were read. */
  Start begin() {
    return new Start(gaps.get(), nanoTime.getAsLong(), deadLetters.resolved());
  }

  /**
   * Ends a measurement.
   *
   * @param positions the offset that each reader takes next; what is missing is not known
   * @param ends of every partition
   */
  synchronized void measured(
      Start start, Map<TopicPartition, Long> positions, Map<TopicPartition, Long> ends) {
    for (var next : List.of(topics.events(), topics.registry(), STORED)) {
      if (isOver(handOvers.get(next))) {
        handOvers.put(next, new Goal(start, positions, behind(next, ends)));
      }
    }
    var pipeline = ofTopics(topics.pipeline(), ends);
    var goal = catchUp;
    if (goal == null || isOver(goal) || goal.start().gaps() != gaps.get()) {
      catchUp = new Goal(start, positions, pipeline);
    }
    if (deadLetterGoal == null && (deadLettersBegun || !deadLettersKnown)) {
      deadLettersBegun = false;
      deadLetterGoal = new Goal(start, positions, ofTopics(topics.besides(), ends));
    }
    if (release == null && !start.resolved().isEmpty()) {
      release = new Release(new Goal(start, positions, pipeline), start.resolved());
    }
    check();
  }

  private boolean isOver(@Nullable Goal goal) {
    return goal == null || nanoTime.getAsLong() - goal.start().nanoTime() > GOAL_TIMEOUT.toNanos();
  }

  /** Where an opt-out can be that has passed a reader: the next topic, or a dead letter. */
  private Map<TopicPartition, Long> behind(String next, Map<TopicPartition, Long> ends) {
    var where = new HashSet<>(topics.deadLetters());
    where.add(next);
    return ofTopics(where, ends);
  }

  private static Map<TopicPartition, Long> ofTopics(
      Set<String> which, Map<TopicPartition, Long> offsets) {
    return offsets.entrySet().stream()
        .filter(offset -> which.contains(offset.getKey().topic()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Whether there are ends to be reached. */
  synchronized boolean isMeasuring() {
    return catchUp != null || !handOvers.isEmpty();
  }

  /** Everything below these offsets was read, from the positions of that epoch on. */
  synchronized void readUpTo(int ofEpoch, Map<TopicPartition, Long> offsets) {
    if (ofEpoch == epoch) {
      read = offsets;
      check();
    }
  }

  /** The topics of dead letters are read from their beginning, also again after a failure. */
  synchronized void deadLettersFromTheBeginning() {
    deadLetters.begin();
    deadLettersRead = Map.of();
    deadLetterGoal = null;
    deadLettersBegun = true;
  }

  /** Every dead letter and resolution below these offsets was read. */
  synchronized void deadLettersReadUpTo(Map<TopicPartition, Long> offsets) {
    deadLettersRead = offsets;
    check();
  }

  private void check() {
    var reached = new HashMap<>(read);
    reached.putAll(deadLettersRead);
    checkHandOvers(reached);
    var goal = catchUp;
    if (goal != null && goal.isReachedBy(reached)) {
      caughtUp = goal.start();
      catchUp = null;
    }
    var known = deadLetterGoal;
    if (known != null && known.isReachedBy(reached)) {
      deadLetters.complete();
      deadLettersKnown = true;
      deadLetterGoal = null;
    }
    var next = release;
    if (next != null && next.goal().isReachedBy(reached)) {
      deadLetters.release(next.ids());
      release = null;
    }
  }

  private void checkHandOvers(Map<TopicPartition, Long> reached) {
    handOvers
        .entrySet()
        .removeIf(
            next -> {
              var passed = next.getValue().isReachedBy(reached);
              if (passed) {
                removeTaken(before(next.getKey()), next.getValue().positions());
              }
              return passed;
            });
  }

  private Set<String> before(String next) {
    return next.equals(STORED) ? Set.of(topics.registry()) : topics.before(next);
  }

  private void removeTaken(Set<String> from, Map<TopicPartition, Long> positions) {
    positions.forEach(
        (partition, next) -> {
          if (from.contains(partition.topic())) {
            numbers.removeBelow(partition, next);
          }
        });
  }

  /** How many numbers are pending. */
  int count() {
    return numbers.count();
  }

  /** At how many places on the log they stand. */
  int places() {
    return numbers.places();
  }

  /** When the oldest of them was received. */
  Optional<Instant> oldest() {
    return numbers.oldest();
  }
}
