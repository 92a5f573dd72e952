package io.switchboard.ingress.lookup.store;

import io.switchboard.contract.phone.DncMirror;
import java.util.Collection;
import java.util.Map;

/**
 * The mirror of the registry. Its "do not call" is final; its "may be called" has to be confirmed.
 */
public interface DncCache {

  /** The result of a query. */
  sealed interface Finding {
    /** Entries by key; keys without one are missing. */
    record Entries(Map<String, DncMirror.MirrorEntry> byKey) implements Finding {}

    /** No answer, or the mirror was never built; {@code why} is a metric label. */
    record Unusable(String why) implements Finding {}
  }

  /** The entries of some keys, within 2 s; never throws. */
  Finding find(Collection<String> keys);
}
