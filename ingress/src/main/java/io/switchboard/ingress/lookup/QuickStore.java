package io.switchboard.ingress.lookup;

import io.switchboard.contract.phone.DncMirror;
import java.util.Collection;
import java.util.Map;

/** The mirror of the registry: its yes to suppression is enough, its no is not. */
interface QuickStore {

  /** What the mirror says. */
  sealed interface Finding {
    /** Entries by key; keys without one are missing. */
    record Entries(Map<String, DncMirror.Entry> byKey) implements Finding {}

    /** No answer, or no mirror that was ever built; {@code why} is a word for a metric. */
    record Unusable(String why) implements Finding {}
  }

  /** Asks for keys; answers within a second or two, never throws. */
  Finding find(Collection<String> keys);
}
