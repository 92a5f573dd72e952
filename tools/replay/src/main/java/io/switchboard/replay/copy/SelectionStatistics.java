package io.switchboard.replay.copy;

import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.OffsetRange;
import io.switchboard.replay.reading.Progress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Counts the records of a selection, without keeping them: the plan of a replay. */
public final class SelectionStatistics {
  /** The maximum number of keys and types that are counted by name. */
  private static final int MAX_NAMES = 50_000;

  private final Map<Integer, Long> byPartition = new TreeMap<>();
  private final Map<String, Long> byKey = new HashMap<>();
  private final Map<String, Long> byType = new TreeMap<>();
  private boolean moreKeys;
  private long records;
  private long bytes;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;
  private Duration took = Duration.ZERO;

  private SelectionStatistics() {}

  /** Reads the ranges once. */
  public static SelectionStatistics of(
      LogReader reader,
      List<OffsetRange> ranges,
      Predicate<ConsumerRecord<byte[], byte[]>> wanted,
      Progress progress) {
    var statistics = new SelectionStatistics();
    var begin = System.nanoTime();
    var reading = reader.read(ranges);
    while (!reading.finished()) {
      for (var record : reading.poll()) {
        if (wanted.test(record)) {
          statistics.count(record);
        }
      }
      progress.at(reading.done(), reading.total());
    }
    statistics.took = Duration.ofNanos(System.nanoTime() - begin);
    return statistics;
  }

  private void count(ConsumerRecord<byte[], byte[]> record) {
    records++;
    bytes += Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
    first = Math.min(first, record.timestamp());
    last = Math.max(last, record.timestamp());
    byPartition.merge(record.partition(), 1L, Long::sum);
    name(byType, EventHeaders.text(record.headers(), EventHeaders.TYPE).orElse("(no ce_type)"));
    moreKeys |= !name(byKey, key(record.key()));
  }

  private static boolean name(Map<String, Long> counts, String name) {
    if (counts.size() >= MAX_NAMES && !counts.containsKey(name)) {
      return false;
    }
    counts.merge(name, 1L, Long::sum);
    return true;
  }

  private static String key(byte @Nullable [] key) {
    return key == null ? "(no key)" : new String(key, StandardCharsets.UTF_8);
  }

  /** The number of records. */
  public long records() {
    return records;
  }

  /** The bytes of keys and values. */
  public long bytes() {
    return bytes;
  }

  /** Records by partition. */
  public Map<Integer, Long> byPartition() {
    return byPartition;
  }

  /** Records by {@code ce_type}. */
  public Map<String, Long> byType() {
    return byType;
  }

  /** The keys with the most records, most first. */
  public List<Map.Entry<String, Long>> topKeys(int count) {
    return byKey.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(count)
        .toList();
  }

  /** The number of different keys; a minimum when {@link #moreKeys()}. */
  public int keys() {
    return byKey.size();
  }

  /** Whether there are more keys than were counted by name. */
  public boolean moreKeys() {
    return moreKeys;
  }

  /** The earliest time of a record; the epoch when there is none. */
  public Instant first() {
    return Instant.ofEpochMilli(records == 0 ? 0 : first);
  }

  /** The latest time of a record. */
  public Instant last() {
    return Instant.ofEpochMilli(records == 0 ? 0 : last);
  }

  /** The estimated duration of a replay: writing takes about as long as reading. */
  public Duration estimate(Speed speed) {
    var atMost = took.multipliedBy(2);
    var paced = speed.scale(Duration.between(first(), last()));
    return paced.compareTo(atMost) > 0 ? paced : atMost;
  }
}
