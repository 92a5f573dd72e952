package io.switchboard.ivr.menu;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A menu definition as the rules use it.
 *
 * @param hash its content hash: sessions are pinned to it
 * @param nodes by name, in the order of the file
 * @param globals keys that apply at every node that allows them
 * @param maxSteps maximum of entries, failed attempts and nodes of one call
 * @param exhausted what happens at that maximum
 */
public record MenuDefinition(
    String hash,
    String name,
    String root,
    Map<String, Node> nodes,
    Map<String, Target> globals,
    int maxSteps,
    Target.Action exhausted) {

  public MenuDefinition {
    nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
    globals = Collections.unmodifiableMap(new LinkedHashMap<>(globals));
  }

  /** A node that the check has found. */
  public Node node(String nodeName) {
    var node = nodes.get(nodeName);
    if (node == null) {
      throw new IllegalStateException("definition " + hash + " has no node " + nodeName);
    }
    return node;
  }

  /**
   * The first audible node, with every hours node as open: the prompt of a caller without a
   * decision in time, and the node of a session after a fallback.
   */
  public String audibleRoot() {
    var at = root;
    for (int hops = 0; hops <= nodes.size(); hops++) {
      if (!(nodes.get(at) instanceof Node.Hours hours)) {
        return at;
      }
      if (!(hours.open() instanceof Target.Go(var next))) {
        return at;
      }
      at = next;
    }
    return at;
  }
}
