package io.switchboard.ingress.lookup;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The registry in PostgreSQL: what it does not hold is not there. */
interface SureStore {

  /** One number's state. */
  record Registered(boolean doNotCall, Instant since, @Nullable String reason) {}

  /** What the registry says. */
  sealed interface Finding {
    /** Registered numbers by key; keys without a record are missing. */
    record Rows(Map<String, Registered> byKey) implements Finding {}

    /** No answer; {@code why} is a word for a metric. */
    record Unusable(String why) implements Finding {}
  }

  /** Asks for keys; answers within a few seconds, never throws. */
  Finding find(Collection<String> keys);
}
