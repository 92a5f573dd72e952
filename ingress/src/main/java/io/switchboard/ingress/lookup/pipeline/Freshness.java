package io.switchboard.ingress.lookup.pipeline;

/** How far the way from the webhook to PostgreSQL lags behind, as last measured. */
public interface Freshness {

  /** What was measured. */
  enum State {
    /** At most as far behind as is tolerated. */
    FRESH,
    /** Further behind than is tolerated. */
    BEHIND,
    /** Not measured yet, or not recently. */
    UNMEASURED
  }

  /** The state now. */
  State now();
}
