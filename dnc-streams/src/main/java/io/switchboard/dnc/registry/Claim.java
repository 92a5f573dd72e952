package io.switchboard.dnc.registry;

import io.switchboard.contract.event.Consent;
import io.switchboard.contract.event.DncEvent;
import io.switchboard.contract.time.EventTime;
import java.time.Instant;
import java.util.Comparator;

/**
 * What of an event decides which of two events on one number counts. The later time wins; at equal
 * times an opt-out wins; then the larger event id. A total order, so that any sequence and any
 * repetition of the same events has the same greatest one.
 *
 * @param time the earlier of event time and receipt: nobody consents in the future
 */
public record Claim(Instant time, Consent consent, String eventId) implements Comparable<Claim> {
  private static final Comparator<Claim> ORDER =
      Comparator.comparing(Claim::time)
          .thenComparing(claim -> claim.consent() == Consent.OPT_OUT)
          .thenComparing(Claim::eventId);

  /** The claim of an event. */
  public static Claim of(DncEvent event) {
    var time = EventTime.effective(event.eventTime(), event.receivedAt());
    return new Claim(time, event.eventName(), event.eventId());
  }

  @Override
  public int compareTo(Claim other) {
    return ORDER.compare(this, other);
  }

  /** The rule by which this claim beats a lesser one. */
  Rule over(Claim lesser) {
    if (!time.equals(lesser.time)) {
      return Rule.LATER_TIME;
    }
    return consent == lesser.consent ? Rule.LARGER_ID : Rule.OPT_OUT_AT_EQUAL_TIME;
  }
}
