package io.switchboard.replay.whatif.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.topic.Topics;
import io.switchboard.ivr.definition.CheckedDefinition;
import io.switchboard.replay.whatif.RuleVariant;
import io.switchboard.replay.whatif.ScenarioInput;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;

/** One menu for all calls, instead of the recorded one. */
record FixedMenu(CheckedDefinition menu, Topics topics) implements RuleVariant.Feeding {
  private static final byte[] KEY = CallEvent.PARTITION_KEY.getBytes(UTF_8);

  @Override
  public List<ScenarioInput> before(int partition, long firstTimestamp) {
    return List.of(
        MenuActivations.activation(
            topics, partition, menu.hash(), menu.body(), null, firstTimestamp));
  }

  @Override
  public Optional<ScenarioInput> seen(ScenarioInput recorded) {
    return isActivation(recorded)
        ? Optional.empty()
        : Optional.of(MenuActivations.identified(topics, recorded));
  }

  private boolean isActivation(ScenarioInput recorded) {
    if (!Arrays.equals(recorded.key(), KEY)) {
      return false;
    }
    try {
      var dtmf = topics.dtmf();
      return dtmf.values().deserializer().deserialize(dtmf.name(), recorded.value())
          instanceof CallEvent.Activation;
    } catch (SerializationException _) {
      return false; // unreadable: the topology handles it
    }
  }
}
