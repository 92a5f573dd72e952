package io.switchboard.replay.whatif;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is compared with what.
 *
 * @param service whose topology it is; also the group whose progress bounds the recorded side
 * @param input the topic that it reads, as it is named on the cluster
 * @param outputs the topics whose records are compared, likewise
 * @param properties what the topology runs with, as in the service itself
 * @param now the rules to compare with; null compares with what was recorded
 * @param then the rules in question
 * @param extractor reads the decision of an output record
 * @param memory how long before the window a record may have been that still matters in it; null
 *     for as long as the log is kept
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
