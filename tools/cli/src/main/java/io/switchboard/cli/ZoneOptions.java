package io.switchboard.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;
import picocli.CommandLine.Option;

/** {@code --zone} of times that are given without an offset or printed; a picocli mixin. */
public final class ZoneOptions {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX", Locale.ROOT);

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description =
          "The zone of times without an offset, and of printed ones, like Europe/Berlin (default: this machine's).")
  private ZoneId zone = ZoneId.systemDefault();

  private static final DateTimeFormatter PRECISE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT);

  /** The zone. */
  public ZoneId zone() {
    return zone;
  }

  /** A time with its day of the week, for a person who compares it with opening hours. */
  public String dated(Instant time) {
    var day = time.atZone(zone).getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    return day + " " + text(time);
  }

  /** A time in the zone with milliseconds and its offset, where the zone's name is said once. */
  public String precise(Instant time) {
    return precise(time, zone);
  }

  /** A time in a zone with milliseconds and its offset. */
  public static String precise(Instant time, ZoneId zone) {
    return PRECISE.format(time.atZone(zone));
  }

  /** A time in the zone, with its offset and the zone's name. */
  public String text(Instant time) {
    return FORM.format(time.atZone(zone)) + " (" + zone.getId() + ")";
  }
}
