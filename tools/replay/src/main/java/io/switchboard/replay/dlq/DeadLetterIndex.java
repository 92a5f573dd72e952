package io.switchboard.replay.dlq;

import io.switchboard.contract.event.DeadLetterResolution;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.replay.dlq.DeadLetterStore.DeadLetterEntry;
import io.switchboard.replay.dlq.DeadLetterStore.DeadLetterState;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.LogWindow;
import io.switchboard.replay.reading.OffsetRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters of a deployment and their state, in memory, without their records: about 200
 * bytes each. Each look reads what the topics have received since the last one. Thread-safe.
 */
public final class DeadLetterIndex implements AutoCloseable {
  /** More than these are read from the topics at each look. */
  private static final int MAX_KEPT = 200_000;

  private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(10);

  private final KafkaSettings kafka;
  private final Duration timeout;
  private final int limit;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private final Set<Kept> kept = new LinkedHashSet<>();
  private final Map<String, DeadLetterResolution> resolutions = new HashMap<>();
  private final Map<String, String> texts = new HashMap<>();
  private final Map<TopicPartition, TopicPartition> places = new HashMap<>();
  private @Nullable LogReader reader;
  private long changes;
  private long countedAt = -1;
  private Map<String, Long> counted = Map.of();

  /** A dead letter; equal to another with the same {@link DeadLetterSummary#id}. */
  private record Kept(DeadLetterSummary deadLetter, long timestamp) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Kept(var that, var _)
          && deadLetter.sourceOffset() == that.sourceOffset()
          && deadLetter.source().equals(that.source())
          && deadLetter.service().equals(that.service())
          && deadLetter.destination().equals(that.destination());
    }

    @Override
    public int hashCode() {
      return Long.hashCode(deadLetter.sourceOffset()) * 31 + deadLetter.source().hashCode();
    }
  }

  /**
   * Knows nothing before the first look.
   *
   * @param timeout of each request to Kafka
   */
  public DeadLetterIndex(KafkaSettings kafka, Duration timeout) {
    this(kafka, timeout, MAX_KEPT);
  }

  DeadLetterIndex(KafkaSettings kafka, Duration timeout, int limit) {
    this.kafka = kafka;
    this.timeout = timeout;
    this.limit = limit;
  }

  /**
   * The matching dead letters, each once; those of one partition in the order of the refusals.
   * Empty when there are too many to keep: then {@link DeadLetterStore} reads them.
   */
  public Optional<List<DeadLetterEntry>> deadLetters(
      Predicate<DeadLetterSummary> wanted, LogWindow window) {
    return locked(
        topics -> {
          if (!refresh(topics)) {
            return Optional.empty();
          }
          return Optional.of(
              kept.stream()
                  .filter(it -> window.contains(it.timestamp()) && wanted.test(it.deadLetter()))
                  .map(it -> entry(it.deadLetter()))
                  .toList());
        });
  }

  /**
   * The number of changes until now: while it stays the same, so does the answer of {@link
   * #deadLetters} to the same question. Empty when there are too many to keep.
   */
  public OptionalLong changes() {
    return locked(topics -> refresh(topics) ? OptionalLong.of(changes) : OptionalLong.empty());
  }

  /** The number of open dead letters by topic; empty when there are too many to keep. */
  public Optional<Map<String, Long>> open() {
    return locked(topics -> refresh(topics) ? Optional.of(counted()) : Optional.empty());
  }

  private Map<String, Long> counted() {
    if (countedAt != changes) {
      var open = new TreeMap<String, Long>();
      for (var it : kept) {
        if (entry(it.deadLetter()).state() == DeadLetterState.OPEN) {
          open.merge(it.deadLetter().place().topic(), 1L, Long::sum);
        }
      }
      counted = open;
      countedAt = changes;
    }
    return counted;
  }

  /** As {@link DeadLetterStore#records}. */
  public <T> Map<String, T> records(
      Collection<DeadLetterSummary> deadLetters, Function<ConsumerRecord<byte[], byte[]>, T> read) {
    return locked(topics -> new DeadLetterStore(kafka, topics).records(deadLetters, read));
  }

  private DeadLetterEntry entry(DeadLetterSummary deadLetter) {
    return new DeadLetterEntry(
        deadLetter, resolutions.isEmpty() ? null : resolutions.get(deadLetter.id()));
  }

  /** Whoever waits longer for the reading of another gets the answer of a frozen cluster. */
  private <T> T locked(Function<LogReader, T> look) {
    try {
      if (!lock.tryLock(LOCK_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new TimeoutException("the dead letters are still being read");
      }
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
    try {
      return look.apply(reader());
    } catch (RuntimeException e) {
      var interrupted = Thread.interrupted(); // the consumer could not say goodbye
      closeReader(); // what it has read is kept: the next one goes on from there
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      throw e;
    } finally {
      lock.unlock();
    }
  }

  private LogReader reader() {
    var open = reader;
    if (open == null) {
      open = LogReader.open(kafka, timeout);
      reader = open;
    }
    return open;
  }

  private void closeReader() {
    var open = reader;
    reader = null;
    if (open != null) {
      open.close();
    }
  }

  /** Returns whether all of them are known. */
  private boolean refresh(LogReader topics) {
    var ranges = topics.ranges(topics.partitionsOf(topics()), LogWindow.ALL);
    if (ranges.stream().anyMatch(range -> next.getOrDefault(range.partition(), 0L) > range.to())) {
      forget(); // a topic was deleted and made again
    }
    forgetDeleted(ranges);
    var fresh = ranges.stream().map(this::unread).toList();
    if (kept.size() + fresh.stream().mapToLong(OffsetRange::length).sum() > limit) {
      forget();
      return false;
    }
    var reading = topics.read(fresh);
    while (!reading.finished()) {
      var records = reading.poll();
      records.forEach(this::take);
      changes += records.size();
      next.putAll(reading.positions());
    }
    return true;
  }

  private List<String> topics() {
    var topics = new ArrayList<String>();
    DeadLetterStore.SERVICES.forEach(
        service -> topics.add(kafka.topics().deadLetters(service).name()));
    topics.add(kafka.topics().deadLetterResolutions().name());
    return topics;
  }

  private OffsetRange unread(OffsetRange range) {
    return new OffsetRange(
        range.partition(),
        Math.max(range.from(), next.getOrDefault(range.partition(), range.from())),
        range.to());
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.topic().equals(kafka.topics().deadLetterResolutions().name())) {
      kafka
          .topics()
          .deadLetterResolutions()
          .valueOf(record)
          .ifPresent(resolution -> resolutions.put(resolution.deadLetter(), resolution));
      return;
    }
    DeadLetterSummary.of(record)
        .map(this::shared)
        .ifPresent(deadLetter -> kept.add(new Kept(deadLetter, record.timestamp())));
  }

  /** The same with texts and places that many dead letters share. */
  private DeadLetterSummary shared(DeadLetterSummary deadLetter) {
    return new DeadLetterSummary(
        shared(deadLetter.place()),
        deadLetter.offset(),
        shared(deadLetter.service()),
        shared(deadLetter.source()),
        deadLetter.sourceOffset(),
        shared(deadLetter.destination()),
        shared(deadLetter.reason()),
        deadLetter.at(),
        deadLetter.again(),
        shared(deadLetter.omitted()));
  }

  private String shared(String text) {
    return texts.computeIfAbsent(text, same -> same);
  }

  private TopicPartition shared(TopicPartition place) {
    return places.computeIfAbsent(place, same -> same);
  }

  /** What retention has deleted. */
  private void forgetDeleted(List<OffsetRange> ranges) {
    var moved = new HashMap<TopicPartition, Long>();
    var known = new HashSet<TopicPartition>();
    for (var range : ranges) {
      known.add(range.partition());
      if (range.from() > 0) {
        moved.put(range.partition(), range.from());
      }
    }
    if (moved.isEmpty() && known.containsAll(next.keySet())) {
      return;
    }
    if (kept.removeIf(
        it ->
            !known.contains(it.deadLetter().place())
                || it.deadLetter().offset() < moved.getOrDefault(it.deadLetter().place(), 0L))) {
      changes++;
    }
  }

  private void forget() {
    changes++;
    next.clear();
    kept.clear();
    resolutions.clear();
    texts.clear();
    places.clear();
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closeReader();
    } finally {
      lock.unlock();
    }
  }
}
