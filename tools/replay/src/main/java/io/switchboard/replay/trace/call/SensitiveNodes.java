package io.switchboard.replay.trace.call;

import io.switchboard.contract.event.ivr.PublishedDefinition;
import io.switchboard.ivr.activation.DefinitionCatalog;
import io.switchboard.ivr.definition.DefinitionFile;
import io.switchboard.ivr.menu.MenuDefinition;
import io.switchboard.ivr.menu.Node;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The nodes at which callers enter sensitive digits.
 *
 * @param byDefinition their names, by the content hash of the menu definition
 */
public record SensitiveNodes(Map<String, Set<String>> byDefinition) {
  /** No definition is known, so every node counts as sensitive. */
  public static final SensitiveNodes UNKNOWN = new SensitiveNodes(Map.of());

  public SensitiveNodes {
    byDefinition = Map.copyOf(byDefinition);
  }

  /**
   * Those of all definitions of a deployment and of the shipped one, which counts before any is
   * activated.
   */
  public static SensitiveNodes of(DefinitionCatalog catalog) {
    var nodes = new HashMap<String, Set<String>>();
    var shipped = DefinitionFile.shipped();
    nodes.put(shipped.hash(), names(shipped.definition()));
    catalog.definitions().forEach(it -> nodes.put(it.hash(), names(stored(it))));
    return new SensitiveNodes(nodes);
  }

  private static MenuDefinition stored(PublishedDefinition published) {
    return DefinitionFile.stored(published.body().toString(), published.hash());
  }

  private static Set<String> names(MenuDefinition definition) {
    return definition.nodes().entrySet().stream()
        .filter(node -> node.getValue() instanceof Node.Collect collect && collect.sensitive())
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether digits at this node are hidden; at a node of an unknown definition they are. */
  boolean contains(String definition, String node) {
    var names = byDefinition.get(definition);
    return names == null || names.contains(node);
  }

  /** Whether no definition has such a node, so that every digit may be shown. */
  public boolean isEmpty() {
    return !byDefinition.isEmpty() && byDefinition.values().stream().allMatch(Set::isEmpty);
  }
}
