package io.switchboard.dnc.registry;

import io.switchboard.contract.event.TimeSource;
import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncEvent;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The rules of consent once more, over a whole set of events at once and as plainly as can be. */
final class Oracle {
  private Oracle() {}

  static Optional<DncEvent> current(Collection<DncEvent> events) {
    return events.stream()
        .filter(event -> event.eventName() == Consent.OPT_OUT || isBelieved(event))
        .max(
            Comparator.comparingLong(Oracle::time)
                .thenComparingInt(event -> event.eventName() == Consent.OPT_OUT ? 1 : 0)
                .thenComparing(DncEvent::eventId));
  }

  private static long time(DncEvent event) {
    return Math.min(event.eventTime().toEpochMilli(), event.receivedAt().toEpochMilli());
  }

  private static boolean isBelieved(DncEvent optIn) {
    var ahead = optIn.eventTime().toEpochMilli() - optIn.receivedAt().toEpochMilli();
    return optIn.timeSource() == TimeSource.EVENT
        && ahead <= 300_000
        && optIn.otherReading() == null;
  }
}
