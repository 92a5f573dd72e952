package io.switchboard.replay.copy;

import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.ReplayId;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.text.Quantity;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.LogWindow;
import io.switchboard.replay.reading.Progress;
import io.switchboard.replay.reading.WindowBound;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;

/**
 * What a topic holds that replays wrote, before it is deleted.
 *
 * @param byReplay records by the replay that wrote them
 * @param others records that no replay wrote
 * @param obstacles why it must not be deleted; empty when it may be
 */
public record ReplayCopies(
    String topic, Map<String, Long> byReplay, long others, List<String> obstacles) {

  /** Reads every record of the topic once; changes nothing. */
  public static ReplayCopies of(
      Admin admin, KafkaSettings kafka, LogReader reader, String topic, Progress progress) {
    var byReplay = new TreeMap<String, Long>();
    var others = 0L;
    var everything = new LogWindow(new WindowBound.Beginning(), new WindowBound.End());
    var reading = reader.read(reader.ranges(reader.partitions(topic), everything));
    while (!reading.finished()) {
      for (var record : reading.poll()) {
        var replay = EventHeaders.text(record.headers(), ReplayId.HEADER);
        replay.ifPresent(id -> byReplay.merge(id, 1L, Long::sum));
        others += replay.isPresent() ? 0 : 1;
      }
      progress.at(reading.done(), reading.total());
    }
    var target = ReplayTarget.describe(admin, kafka, topic, topic);
    return new ReplayCopies(topic, byReplay, others, obstacles(target, byReplay, others));
  }

  private static List<String> obstacles(
      ReplayTarget target, Map<String, Long> byReplay, long others) {
    var obstacles = new ArrayList<String>();
    if (target.live()) {
      obstacles.add("it is a topic of topics.yaml");
    }
    if (others > 0) {
      obstacles.add("it has %s that no replay wrote".formatted(Quantity.of(others, "record")));
    }
    if (byReplay.isEmpty()) {
      obstacles.add("no replay has written to it");
    }
    target.readers().forEach(reader -> obstacles.add("it is read by " + reader));
    return obstacles;
  }

  /** Deletes the topic. */
  public void delete(Admin admin) {
    if (!obstacles.isEmpty()) {
      throw new IllegalStateException(topic + " must not be deleted");
    }
    AdminResults.of(admin.deleteTopics(List.of(topic)).all());
  }
}
