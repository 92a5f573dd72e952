package io.switchboard.cli.doctor.rules.kafka;

import io.switchboard.cli.doctor.rules.Verdict;
import java.util.List;

/**
 * The replicas of the deployment's topics.
 *
 * @param partitions all of them
 */
public record ReplicaHealth(List<PartitionState> partitions) {

  /**
   * One partition.
   *
   * @param inSync replicas that have everything
   * @param minInSync {@code min.insync.replicas} of its topic
   */
  public record PartitionState(
      String topic, int partition, boolean leader, int replicas, int inSync, int minInSync) {
    String name() {
      return topic + "-" + partition;
    }
  }

  /** The result. */
  public Verdict verdict() {
    var leaderless = names(partitions.stream().filter(p -> !p.leader()).toList());
    if (!leaderless.isEmpty()) {
      return new Verdict.Failed(
          "without a leader: " + Verdict.list(leaderless),
          "start the brokers that hold these partitions; nothing can be written to them");
    }
    var refusing = names(partitions.stream().filter(p -> p.inSync() < p.minInSync()).toList());
    if (!refusing.isEmpty()) {
      return new Verdict.Failed(
          "fewer replicas in sync than min.insync.replicas: " + Verdict.list(refusing),
          "start the missing brokers; senders get 503 for these partitions");
    }
    var behind = names(partitions.stream().filter(p -> p.inSync() < p.replicas()).toList());
    return behind.isEmpty()
        ? Verdict.passed("all %d partitions have all replicas in sync", partitions.size())
        : new Verdict.Warned(
            "replicas missing or behind: " + Verdict.list(behind),
            "check the brokers' logs; the next broker that is lost may stop writes");
  }

  private static List<String> names(List<PartitionState> some) {
    return some.stream().map(PartitionState::name).toList();
  }
}
