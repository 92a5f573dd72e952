package io.switchboard.dnc.registry;

import java.time.Duration;

/**
 * What may be argued about in the decisions on consent. The service runs with {@link #IN_FORCE}
 * alone, since every instance and every replay has to decide alike; others are for asking what they
 * would change.
 *
 * @param optInAhead how far an opt-in's time may be ahead of its receipt and still be believed
 */
public record Policy(Duration optInAhead) {
  /** What product and operators agreed on. */
  public static final Policy IN_FORCE = new Policy(Duration.ofMinutes(5));

  public Policy {
    if (optInAhead.isNegative()) {
      throw new IllegalArgumentException("a time ahead is not negative");
    }
  }
}
