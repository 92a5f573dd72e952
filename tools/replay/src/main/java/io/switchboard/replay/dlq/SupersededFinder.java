package io.switchboard.replay.dlq;

import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.LogWindow;
import io.switchboard.replay.reading.OffsetRange;
import io.switchboard.replay.reading.WindowBound;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Finds the dead letters that must not be pushed to CXone, because a newer record of the same
 * contact, call or number follows on the source topic. CXone does not compare times: an old opt-in
 * sent after a newer opt-out would allow calls again. Tables and stream services compare times
 * themselves and need no such check.
 */
final class SupersededFinder {
  private final LogReader reader;

  SupersededFinder(LogReader reader) {
    this.reader = reader;
  }

  /**
   * The ids of those dead letters that a newer record follows.
   *
   * @param records the records of the dead letters, by id
   */
  Set<String> among(
      List<DeadLetterSummary> deadLetters, Map<String, ConsumerRecord<byte[], byte[]>> records) {
    var byPartition = new HashMap<TopicPartition, List<DeadLetterSummary>>();
    for (var deadLetter : deadLetters) {
      if (deadLetter.redrive().isForCxone()) {
        byPartition.computeIfAbsent(deadLetter.source(), _ -> new ArrayList<>()).add(deadLetter);
      }
    }
    var superseded = new HashSet<String>();
    byPartition.forEach(
        (partition, its) -> superseded.addAll(inPartition(partition, its, records)));
    return superseded;
  }

  private Set<String> inPartition(
      TopicPartition partition,
      List<DeadLetterSummary> deadLetters,
      Map<String, ConsumerRecord<byte[], byte[]>> records) {
    var newest = new HashMap<ByteBuffer, Long>();
    var first = deadLetters.stream().mapToLong(DeadLetterSummary::sourceOffset).min().orElse(0);
    var window = new LogWindow(new WindowBound.Offset(first + 1), new WindowBound.End());
    List<OffsetRange> ranges = reader.ranges(List.of(partition), window);
    var keys = new HashSet<ByteBuffer>();
    records.values().forEach(record -> keys.add(key(record.key())));
    var reading = reader.read(ranges);
    while (!reading.finished()) {
      for (var record : reading.poll()) {
        if (keys.contains(key(record.key()))) {
          newest.put(key(record.key()), record.offset());
        }
      }
    }
    var superseded = new HashSet<String>();
    for (var deadLetter : deadLetters) {
      var record = records.get(deadLetter.id());
      if (record != null
          && newest.getOrDefault(key(record.key()), -1L) > deadLetter.sourceOffset()) {
        superseded.add(deadLetter.id());
      }
    }
    return superseded;
  }

  private static ByteBuffer key(byte @Nullable [] key) {
    return ByteBuffer.wrap(key == null ? new byte[0] : key);
  }
}
