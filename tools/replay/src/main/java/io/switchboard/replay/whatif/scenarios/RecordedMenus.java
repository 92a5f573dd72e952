package io.switchboard.replay.whatif.scenarios;

import io.switchboard.contract.event.ivr.PublishedDefinition;
import io.switchboard.contract.topic.Topics;
import io.switchboard.ivr.activation.DefinitionCatalog;
import io.switchboard.replay.whatif.Input;
import io.switchboard.replay.whatif.Rules;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The menus as they were put in force: by the activations in the input, and before the first of
 * them by the menu that was in force already.
 */
record RecordedMenus(DefinitionCatalog catalog, Topics topics) implements Rules.Feeding {

  @Override
  public List<Input> before(int partition, long firstTimestamp) {
    var first = Instant.ofEpochMilli(firstTimestamp);
    return catalog.definitions().stream()
        .filter(menu -> menu.activatedAt() != null && menu.activatedAt().isBefore(first))
        .max(Comparator.comparing(RecordedMenus::activatedAt))
        .map(
            menu ->
                Menus.activation(
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
  public Optional<Input> seen(Input recorded) {
    return Optional.of(Menus.identified(topics, recorded));
  }

  private static Instant activatedAt(PublishedDefinition menu) {
    return Objects.requireNonNull(menu.activatedAt());
  }
}
