package io.switchboard.cli.dnc.reconcile.comparison;

import io.switchboard.contract.phone.Mask;
import java.time.Instant;

/**
 * A number's state in the registry.
 *
 * @param number E.164
 * @param eventTime the effective time of the event that decided
 * @param eventId the event that decided
 * @param source wire name of the event's source
 * @param receivedAt when that event was received
 */
public record RegistryEntry(
    String number,
    boolean doNotCall,
    Instant eventTime,
    String eventId,
    String source,
    Instant receivedAt) {

  /** Without the number, because it may be logged. */
  @Override
  public String toString() {
    return "RegistryEntry[" + Mask.number(number) + ", " + doNotCall + "]";
  }
}
