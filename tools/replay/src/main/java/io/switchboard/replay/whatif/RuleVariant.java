package io.switchboard.replay.whatif;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.Topology;

/**
 * One way to decide: the topology of a service under some rules.
 *
 * @param topology made anew for every partition
 * @param feeding how the rules get into the input, when they travel in it
 */
public record RuleVariant(Supplier<Topology> topology, Feeding feeding) {

  /** Rules that stand in the topology itself. */
  public static RuleVariant of(Supplier<Topology> topology) {
    return new RuleVariant(topology, Feeding.AS_RECORDED);
  }

  /** What of the input these rules see. */
  public interface Feeding {
    /** Everything, and nothing else. */
    Feeding AS_RECORDED = new Feeding() {};

    /**
     * What the topology has to see before the first record of a partition.
     *
     * @param partition of the input
     * @param firstTimestamp of its first record, epoch milliseconds
     */
    default List<ScenarioInput> before(int partition, long firstTimestamp) {
      return List.of();
    }

    /** A record as these rules see it; empty when they do not. */
    default Optional<ScenarioInput> seen(ScenarioInput recorded) {
      return Optional.of(recorded);
    }
  }
}
