package io.switchboard.ivr.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.contract.event.ivr.PublishedDefinition;
import io.switchboard.contract.event.ivr.PublishedDefinition.RootMenu;
import io.switchboard.contract.event.ivr.Tier;
import io.switchboard.ivr.menu.MenuDefinition;
import io.switchboard.ivr.menu.Node;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * A definition without problems, as it is published.
 *
 * @param body as JSON, fields sorted: its hash is the definition's
 */
public record CheckedDefinition(MenuDefinition definition, JsonNode body) {

  /** Its content hash. */
  public String hash() {
    return definition.hash();
  }

  /** The value for {@code ivr.definitions} before it is activated. */
  public PublishedDefinition published(Instant at) {
    return new PublishedDefinition(hash(), definition.name(), at, rootMenu(), body);
  }

  /** What ingress answers a caller at the root without a decision. */
  public RootMenu rootMenu() {
    if (!(definition.node(definition.audibleRoot()) instanceof Node.Audible root)) {
      throw new IllegalStateException("the check refuses a root without a prompt");
    }
    Map<String, String> prompts = new TreeMap<>(root.prompts().first());
    for (var tier : Tier.values()) {
      prompts.putIfAbsent(tier.wireName(), root.prompts().url(tier, 0));
    }
    prompts.remove(Tier.NONE.wireName());
    return new RootMenu(prompts, root.maxLength(), root.timeoutSeconds(), root.terminators());
  }
}
