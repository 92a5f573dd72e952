package io.switchboard.replay.whatif.scenarios;

import io.switchboard.contract.event.ivr.PublishedDefinition;
import io.switchboard.contract.topic.Topics;
import io.switchboard.ivr.activation.DefinitionCatalog;
import io.switchboard.replay.whatif.RuleVariant;
import io.switchboard.replay.whatif.ScenarioInput;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The menus that were active: by the activations in the input, and before the first of them the
 * menu that was already active.
 */
record RecordedMenus(DefinitionCatalog catalog, Topics topics) implements RuleVariant.Feeding {

  @Override
  public List<ScenarioInput> before(int partition, long firstTimestamp) {
    var first = Instant.ofEpochMilli(firstTimestamp);
    return catalog.definitions().stream()
        .filter(menu -> menu.activatedAt() != null && menu.activatedAt().isBefore(first))
        .max(Comparator.comparing(RecordedMenus::activatedAt))
        .map(
            menu ->
                MenuActivations.activation(
                    topics,
                    partition,
                    menu.hash(),
                    menu.body(),
                    menu.activatedAt(),
                    firstTimestamp))
        .stream()
        .toList();
  }

  @Override
  public Optional<ScenarioInput> seen(ScenarioInput recorded) {
    return Optional.of(MenuActivations.identified(topics, recorded));
  }

  private static Instant activatedAt(PublishedDefinition menu) {
    return Objects.requireNonNull(menu.activatedAt());
  }
}
