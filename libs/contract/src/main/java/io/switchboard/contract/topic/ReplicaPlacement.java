package io.switchboard.contract.topic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Places additional replicas of a partition: present replicas stay, racks without a replica come
 * first, and the partitions of a topic start at different brokers.
 */
record ReplicaPlacement(Map<Integer, String> racks) {

  /**
   * The replicas of one partition.
   *
   * @param replication not more than there are brokers
   */
  List<Integer> place(int partition, List<Integer> present, int replication) {
    var placed = new ArrayList<>(present);
    var brokers = racks.keySet().stream().sorted().toList();
    while (placed.size() < replication) {
      var next =
          brokers.stream()
              .filter(broker -> !placed.contains(broker))
              .min(
                  Comparator.<Integer>comparingLong(broker -> replicasInRackOf(broker, placed))
                      .thenComparingInt(
                          broker ->
                              Math.floorMod(brokers.indexOf(broker) - partition, brokers.size())))
              .orElseThrow(() -> new IllegalArgumentException("too few brokers"));
      placed.add(next);
    }
    return placed;
  }

  private long replicasInRackOf(Integer broker, List<Integer> placed) {
    var rack = racks.getOrDefault(broker, "");
    return rack.isEmpty() ? 0 : placed.stream().filter(p -> rack.equals(racks.get(p))).count();
  }
}
