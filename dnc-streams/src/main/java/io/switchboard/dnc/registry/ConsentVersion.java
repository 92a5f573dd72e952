package io.switchboard.dnc.registry;

import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncEvent;
import io.switchboard.contract.time.EventTime;
import java.time.Instant;
import java.util.Comparator;

/**
 * The fields of an event that order the events of one number. The later time wins; at equal times
 * an opt-out wins; then the larger event id. The order is total, so any sequence and any repetition
 * of the same events has the same maximum.
 *
 * @param time the earlier of event time and receive time
 */
public record ConsentVersion(Instant time, Consent consent, String eventId)
    implements Comparable<ConsentVersion> {
  private static final Comparator<ConsentVersion> ORDER =
      Comparator.comparing(ConsentVersion::time)
          .thenComparing(version -> version.consent() == Consent.OPT_OUT)
          .thenComparing(ConsentVersion::eventId);

  /** The version of an event. */
  public static ConsentVersion of(DncEvent event) {
    var time = EventTime.effective(event.eventTime(), event.receivedAt());
    return new ConsentVersion(time, event.eventName(), event.eventId());
  }

  @Override
  public int compareTo(ConsentVersion other) {
    return ORDER.compare(this, other);
  }

  /** The rule by which this version wins over an older one. */
  ConsentRule winsBy(ConsentVersion older) {
    if (!time.equals(older.time)) {
      return ConsentRule.LATER_TIME;
    }
    return consent == older.consent ? ConsentRule.LARGER_ID : ConsentRule.OPT_OUT_AT_EQUAL_TIME;
  }
}
