package io.switchboard.streams;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;

/**
 * Counts the standby tasks of an instance, and those that its active tasks should have on other
 * instances. Over all instances of a service the sums are equal; fewer standby tasks mean that a
 * lost instance has no warm copy of its state.
 *
 * @param withState subtopologies with state stores; the others need no standby
 * @param replicas copies of each state on other instances
 */
record StandbyTasks(KafkaStreams streams, Set<Integer> withState, int replicas) {
  static StandbyTasks count(
      KafkaStreams streams, Topology topology, int replicas, MeterRegistry registry) {
    var tasks = new StandbyTasks(streams, withState(topology.describe()), replicas);
    Gauge.builder("stream_standby_tasks", tasks, StandbyTasks::here)
        .description("Standby tasks of this instance: warm copies of the state of others")
        .strongReference(true) // nothing else refers to it
        .register(registry);
    Gauge.builder("stream_standby_tasks_wanted", tasks, StandbyTasks::wanted)
        .description("Standby tasks that other instances should have for this one's active tasks")
        .strongReference(true)
        .register(registry);
    return tasks;
  }

  /** For the log, after a rebalance. */
  String summary() {
    var standbys = "%.0f standby tasks, %.0f wanted on other instances".formatted(here(), wanted());
    return active() + " active tasks" + (replicas == 0 ? "" : ", " + standbys);
  }

  private long active() {
    return streams.metadataForLocalThreads().stream()
        .mapToLong(thread -> thread.activeTasks().size())
        .sum();
  }

  /** The ids of those subtopologies whose processors have state stores. */
  static Set<Integer> withState(TopologyDescription topology) {
    return topology.subtopologies().stream()
        .filter(
            subtopology ->
                subtopology.nodes().stream()
                    .anyMatch(
                        node ->
                            node instanceof TopologyDescription.Processor processor
                                && !processor.stores().isEmpty()))
        .map(TopologyDescription.Subtopology::id)
        .collect(Collectors.toUnmodifiableSet());
  }

  private double here() {
    return streams.metadataForLocalThreads().stream()
        .mapToLong(thread -> thread.standbyTasks().size())
        .sum();
  }

  private double wanted() {
    return replicas
        * streams.metadataForLocalThreads().stream()
            .flatMap(thread -> thread.activeTasks().stream())
            .map(TaskMetadata::taskId)
            .filter(task -> withState.contains(task.subtopology()))
            .count();
  }
}
