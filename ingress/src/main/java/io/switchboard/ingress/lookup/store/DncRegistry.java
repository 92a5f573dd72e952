package io.switchboard.ingress.lookup.store;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The registry in PostgreSQL: a key that it does not hold has no record. */
public interface DncRegistry {

  /** The state of one number. */
  record Registered(boolean doNotCall, Instant since, @Nullable String reason) {}

  /** The result of a query. */
  sealed interface Finding {
    /** Registered numbers by key; keys without a record are missing. */
    record Rows(Map<String, Registered> byKey) implements Finding {}

    /** No answer; {@code why} is a metric label. */
    record Unusable(String why) implements Finding {}
  }

  /** The records of some keys, within a few seconds; never throws. */
  Finding find(Collection<String> keys);
}
