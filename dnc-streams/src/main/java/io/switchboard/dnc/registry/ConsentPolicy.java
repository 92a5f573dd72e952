package io.switchboard.dnc.registry;

import java.time.Duration;

/**
 * The parameters of the decisions on consent. The service always uses {@link #IN_FORCE}, because
 * every instance and every replay has to make the same decisions; what-if uses others.
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
