package io.switchboard.e2e.outages;

import io.switchboard.ivr.definition.CheckedDefinition;
import io.switchboard.ivr.definition.DefinitionFile;

/**
 * A menu whose nodes all have prompts of their own, so that an answer tells where its caller is.
 * Every key leads from every node to another one; {@link #LAST_KEY} completes the call.
 */
public final class DistinctMenu {
  static final int ROOT = 0;
  static final String LAST_KEY = "9";

  /** So many keys lead on: 1, 2, … */
  static final int KEYS = 3;

  private static final int NODES = 12;
  private static final String PROMPTS = "https://cdn.example.com/prompts/node-";

  private DistinctMenu() {}

  /** Where a key leads; no key leads to the node itself. */
  static int next(int node, int key) {
    return (5 * node + key) % NODES;
  }

  /** The prompt of a node. */
  static String prompt(int node) {
    return PROMPTS + node + ".wav";
  }

  /** For ivr-streams. */
  public static CheckedDefinition definition() {
    var text =
        new StringBuilder("version: 1\nname: distinct\nroot: node-0\n")
            .append(
                "defaults: {noInput: {max: 3, then: hangup}, noMatch: {max: 3, then: hangup}}\n")
            .append("nodes:\n");
    for (var node = 0; node < NODES; node++) {
      text.append("  node-%d:\n    type: menu\n    prompts: %s\n".formatted(node, prompt(node)))
          .append("    choices: {\"%s\": complete".formatted(LAST_KEY));
      for (var key = 1; key <= KEYS; key++) {
        text.append(", \"%d\": node-%d".formatted(key, next(node, key)));
      }
      text.append("}\n");
    }
    return DefinitionFile.trusted(text.toString());
  }
}
