package io.switchboard.dnc.registry;

import java.time.Duration;

/**
 * The parameters of the decisions on consent. The service always runs with {@link #IN_FORCE}, since
 * every instance and every replay has to decide alike; what-if runs with others.
 *
 * @param optInAhead how far the time of an opt-in may be ahead of its receive time
 */
public record ConsentPolicy(Duration optInAhead) {
  /** The policy of the service. */
  public static final ConsentPolicy IN_FORCE = new ConsentPolicy(Duration.ofMinutes(5));

  public ConsentPolicy {
    if (optInAhead.isNegative()) {
      throw new IllegalArgumentException("optInAhead must not be negative");
    }
  }
}
