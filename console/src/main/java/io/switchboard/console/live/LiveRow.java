package io.switchboard.console.live;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * One record as a line of a table, phone numbers masked.
 *
 * @param topic without the deployment's prefix
 */
public record LiveRow(
    Instant time, ZoneId zone, String topic, int partition, long offset, String key, String value) {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
  private static final int MAX_VALUE = 400;

  /** The time of day, in the person's zone. */
  public String clock() {
    return CLOCK.format(time.atZone(zone));
  }

  /** A long value is cut; the record's own page has all of it. */
  public String shortValue() {
    return value.length() <= MAX_VALUE ? value : value.substring(0, MAX_VALUE) + "…";
  }

  /** The address of the record's own page. */
  public String link() {
    return "/live/" + topic + "/" + partition + "/" + offset;
  }
}
