package io.switchboard.tenant.nice.state;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * The selection of a contact report.
 *
 * @param startDate contacts that began then or later
 * @param endDate contacts that began before
 * @param updatedSince contacts that changed then or later
 * @param orderBy a field, or one with {@code desc} behind it
 */
public record ContactQuery(
    Optional<Instant> startDate,
    Optional<Instant> endDate,
    Optional<Instant> updatedSince,
    String orderBy,
    int skip,
    int top) {

  /** All contacts that changed since then, oldest change first. */
  public static ContactQuery updatedSince(Instant since, int skip, int top) {
    return new ContactQuery(
        Optional.empty(), Optional.empty(), Optional.of(since), "lastUpdateTime", skip, top);
  }

  boolean selects(ReportedContact contact, Instant now) {
    return !contact.visibleAt().isAfter(now)
        && startDate.map(date -> !contact.contactStart().isBefore(date)).orElse(true)
        && endDate.map(date -> contact.contactStart().isBefore(date)).orElse(true)
        && updatedSince.map(date -> !contact.lastUpdateTime().isBefore(date)).orElse(true);
  }

  Comparator<ReportedContact> order() {
    var words = orderBy.strip().split("\\s+");
    Comparator<ReportedContact> order =
        switch (words[0]) {
          case "lastUpdateTime" -> Comparator.comparing(ReportedContact::lastUpdateTime);
          case "contactStart" -> Comparator.comparing(ReportedContact::contactStart);
          default -> Comparator.comparingLong(ReportedContact::contactId);
        };
    var descending = words.length > 1 && words[1].equalsIgnoreCase("desc");
    return (descending ? order.reversed() : order).thenComparingLong(ReportedContact::contactId);
  }
}
