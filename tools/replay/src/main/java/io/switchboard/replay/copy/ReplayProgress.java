package io.switchboard.replay.copy;

import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.replay.reading.OffsetRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a replay has come: offsets of a group that nobody is ever a member of, committed in the
 * very transactions that write the records. Beside each offset stand the partition's end and the
 * whole order, so that nothing else has to survive. Brokers forget it a week after the last write
 * ({@code offsets.retention.minutes}).
 *
 * @param job what was ordered
 * @param whole the ranges of the order
 * @param next the offset to go on with, by partition
 */
public record ReplayProgress(
    ReplayJob job, List<OffsetRange> whole, Map<TopicPartition, Long> next) {
  private static final String NAME = "switchboard-replay-";
  private static final Pattern METADATA = Pattern.compile("(\\d+) (\\d+) (.*)", Pattern.DOTALL);

  /** Whether a group is a replay's, which nobody reads by. */
  public static boolean isOne(String group) {
    return group.contains(NAME);
  }

  /** The group, and the transactional id, of a replay. */
  static String group(TopicPrefix prefix, String id) {
    return prefix.applyTo(NAME + id);
  }

  /** What is to be committed when the ranges have been written up to these offsets. */
  static Map<TopicPartition, OffsetAndMetadata> offsets(
      List<OffsetRange> ranges, Map<TopicPartition, Long> next, String job) {
    var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
    for (var range : ranges) {
      var offset = next.get(range.partition());
      if (offset != null) {
        var metadata = range.from() + " " + range.to() + " " + job;
        offsets.put(range.partition(), new OffsetAndMetadata(offset, metadata));
      }
    }
    return offsets;
  }

  /** Asks the cluster; empty when there never was such a replay, or it has been forgotten. */
  public static Optional<ReplayProgress> read(Admin admin, TopicPrefix prefix, String id) {
    var group = group(prefix, id);
    var committed =
        AdminResults.of(
                admin
                    .listConsumerGroupOffsets(
                        Map.of(group, new ListConsumerGroupOffsetsSpec()),
                        new ListConsumerGroupOffsetsOptions().requireStable(true))
                    .all())
            .getOrDefault(group, Map.of());
    var whole = new ArrayList<OffsetRange>();
    var next = new HashMap<TopicPartition, Long>();
    ReplayJob job = null;
    for (var entry : committed.entrySet()) {
      var match = METADATA.matcher(entry.getValue() == null ? "" : entry.getValue().metadata());
      if (match.matches()) {
        var from = Long.parseLong(match.group(1));
        var to = Long.parseLong(match.group(2));
        job = ReplayJob.read(match.group(3));
        whole.add(new OffsetRange(entry.getKey(), from, to));
        next.put(entry.getKey(), entry.getValue().offset());
      }
    }
    return job == null
        ? Optional.empty()
        : Optional.of(new ReplayProgress(job, List.copyOf(whole), Map.copyOf(next)));
  }

  /** What is still to be written; empty when it is complete. */
  public List<OffsetRange> open() {
    return whole.stream()
        .map(range -> range.startingAt(next.getOrDefault(range.partition(), range.from())))
        .filter(range -> range.length() > 0)
        .toList();
  }

  /** Offsets of the whole order. */
  public long total() {
    return whole.stream().mapToLong(OffsetRange::length).sum();
  }

  /** Offsets that are still to be read. */
  public long left() {
    return open().stream().mapToLong(OffsetRange::length).sum();
  }
}
