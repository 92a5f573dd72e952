package io.switchboard.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import picocli.CommandLine.Option;

/** {@code --zone} for times without an offset, as a picocli mixin. */
public final class ZoneOptions {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX", Locale.ROOT);

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "The zone of times without one, like Europe/Berlin (default: this machine's).")
  private ZoneId zone = ZoneId.systemDefault();

  /** The zone. */
  public ZoneId zone() {
    return zone;
  }

  /** A time in the zone, with its offset and the zone's name. */
  public String text(Instant time) {
    return FORM.format(time.atZone(zone)) + " (" + zone.getId() + ")";
  }
}
