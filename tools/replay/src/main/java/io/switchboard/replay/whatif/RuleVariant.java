package io.switchboard.replay.whatif;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.Topology;

/**
 * One side of a comparison: the topology of a service with some rules.
 *
 * @param topology created for every partition
 * @param feeding adapts the input, when the rules are part of it
 */
public record RuleVariant(Supplier<Topology> topology, Feeding feeding) {

  /** Rules that are part of the topology. */
  public static RuleVariant of(Supplier<Topology> topology) {
    return new RuleVariant(topology, Feeding.AS_RECORDED);
  }

  /** Adapts the input to the rules. */
  public interface Feeding {
    /** Leaves the input unchanged. */
    Feeding AS_RECORDED = new Feeding() {};

    /**
     * The records before the first one of a partition.
     *
     * @param partition of the input
     * @param firstTimestamp of its first record, epoch milliseconds
     */
    default List<ScenarioInput> before(int partition, long firstTimestamp) {
      return List.of();
    }

    /** The record as these rules see it; empty to skip it. */
    default Optional<ScenarioInput> seen(ScenarioInput recorded) {
      return Optional.of(recorded);
    }
  }
}
