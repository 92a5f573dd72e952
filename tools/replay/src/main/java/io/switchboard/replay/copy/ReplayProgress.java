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
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The progress of a replay: offsets of a group without members, committed in the transactions that
 * write the records. The metadata of each offset contain the partition's end and the whole job, so
 * that no other state is needed. Brokers delete it a week after the last write ({@code
 * offsets.retention.minutes}).
 *
 * @param job the job
 * @param whole the ranges of the job
 * @param next the next offset, by partition
 */
public record ReplayProgress(
    ReplayJob job, List<OffsetRange> whole, Map<TopicPartition, Long> next) {
  private static final String NAME = "switchboard-replay-";
  private static final Pattern METADATA = Pattern.compile("(\\d+) (\\d+) (.*)", Pattern.DOTALL);

  /** The same at another speed. */
  public ReplayProgress at(Speed speed) {
    return new ReplayProgress(
        new ReplayJob(job.id(), job.selection(), job.into(), speed.toString()), whole, next);
  }

  /** Whether a group holds the progress of a replay. */
  public static boolean isOne(String group) {
    return group.contains(NAME);
  }

  /** The group, and the transactional id, of a replay. */
  static String group(TopicPrefix prefix, String id) {
    return prefix.applyTo(NAME + id);
  }

  /** The offsets to commit when the ranges have been written up to these. */
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

  /**
   * Reads the progress; empty when there is no such replay, or it was deleted. It is final only
   * after {@link Replay#open}, which ends the transaction of a predecessor. Stable offsets are not
   * demanded: the admin client would leave out each partition with an open transaction, and its
   * records would be missing.
   */
  public static Optional<ReplayProgress> read(Admin admin, TopicPrefix prefix, String id) {
    var group = group(prefix, id);
    var committed =
        AdminResults.of(
                admin
                    .listConsumerGroupOffsets(Map.of(group, new ListConsumerGroupOffsetsSpec()))
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

  /** The ranges still to be written; empty when complete. */
  public List<OffsetRange> open() {
    return whole.stream()
        .map(range -> range.startingAt(next.getOrDefault(range.partition(), range.from())))
        .filter(range -> range.length() > 0)
        .toList();
  }

  /** The offsets of the whole job. */
  public long total() {
    return whole.stream().mapToLong(OffsetRange::length).sum();
  }

  /** The offsets still to be read. */
  public long left() {
    return open().stream().mapToLong(OffsetRange::length).sum();
  }
}
