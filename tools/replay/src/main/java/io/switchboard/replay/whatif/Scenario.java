package io.switchboard.replay.whatif;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is compared.
 *
 * @param service the service of the topology; also the group whose progress bounds the recorded
 *     side
 * @param input the input topic, by its name on the cluster
 * @param outputs the topics whose records are compared
 * @param properties of the topology, as in the service
 * @param now the rules to compare with; null compares with recorded outputs
 * @param then the rules in question
 * @param extractor reads the decision of an output record
 * @param memory how long before the window a record may still influence it; null for the whole log
 */
public record Scenario(
    String service,
    String input,
    List<String> outputs,
    Properties properties,
    @Nullable RuleVariant now,
    RuleVariant then,
    Function<ScenarioOutput, ExtractedDecision> extractor,
    @Nullable Duration memory) {

  public Scenario {
    outputs = List.copyOf(outputs);
  }
}
