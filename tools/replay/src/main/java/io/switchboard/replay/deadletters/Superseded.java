package io.switchboard.replay.deadletters;

import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.Moment;
import io.switchboard.replay.reading.Range;
import io.switchboard.replay.reading.Window;
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
 * Finds the letters that must not go to CXone any more, because a newer state of the same contact,
 * call or number stands behind them on the log. A push has no memory of its own: an old opt-in sent
 * after a newer opt-out would allow what was forbidden. Tables and stream services need no such
 * look, they compare times themselves.
 */
final class Superseded {
  private final LogReader reader;

  Superseded(LogReader reader) {
    this.reader = reader;
  }

  /**
   * Among these letters, the ids of those that something newer stands behind.
   *
   * @param records content of the letters, by id
   */
  Set<String> among(List<Letter> letters, Map<String, ConsumerRecord<byte[], byte[]>> records) {
    var byPartition = new HashMap<TopicPartition, List<Letter>>();
    for (var letter : letters) {
      if (letter.redrive().isForCxone()) {
        byPartition.computeIfAbsent(letter.source(), _ -> new ArrayList<>()).add(letter);
      }
    }
    var superseded = new HashSet<String>();
    byPartition.forEach(
        (partition, its) -> superseded.addAll(inPartition(partition, its, records)));
    return superseded;
  }

  private Set<String> inPartition(
      TopicPartition partition,
      List<Letter> letters,
      Map<String, ConsumerRecord<byte[], byte[]>> records) {
    var newest = new HashMap<ByteBuffer, Long>();
    var first = letters.stream().mapToLong(Letter::sourceOffset).min().orElse(0);
    var window = new Window(new Moment.Offset(first + 1), new Moment.End());
    List<Range> ranges = reader.ranges(List.of(partition), window);
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
    for (var letter : letters) {
      var record = records.get(letter.id());
      if (record != null && newest.getOrDefault(key(record.key()), -1L) > letter.sourceOffset()) {
        superseded.add(letter.id());
      }
    }
    return superseded;
  }

  private static ByteBuffer key(byte @Nullable [] key) {
    return ByteBuffer.wrap(key == null ? new byte[0] : key);
  }
}
