package io.switchboard.console.view;

import io.switchboard.console.access.Person;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What every page needs around its own content.
 *
 * @param title of the page
 * @param path of the page, to mark its place in the navigation
 * @param query the query string, empty for none
 * @param csrfToken what each form carries
 * @param zone the zone that the person chose
 * @param open no login is required: only the loopback address is served
 * @param prefix of this deployment's topics, empty for none
 * @param outage why the page shows old data, if it does
 */
public record Frame(
    String title,
    String path,
    String query,
    Person person,
    String csrfToken,
    ZoneId zone,
    boolean open,
    String prefix,
    Assets assets,
    Optional<Outage> outage) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
  private static final Pattern OF_EXPORTS = Pattern.compile("(table|format)=");
  private static final DateTimeFormatter ABBREVIATION =
      DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH);

  /** The pages in the navigation. */
  public static final List<Link> LINKS =
      List.of(
          new Link("/", "Overview"),
          new Link("/live", "Live"),
          new Link("/calls", "Calls"),
          new Link("/trace", "Trace"),
          new Link("/consent", "Consent"),
          new Link("/dispositions", "Dispositions"),
          new Link("/dead-letters", "Dead letters"),
          new Link("/what-if", "What-if"),
          new Link("/pushes", "Pushes"),
          new Link("/audit", "Audit"));

  /** A place in the navigation. */
  public record Link(String path, String title) {}

  /** Whether this page belongs to a place in the navigation. */
  public boolean isAt(Link link) {
    return path.equals(link.path())
        || (!link.path().equals("/") && path.startsWith(link.path() + "/"));
  }

  /** The same for a part of the page at this path. */
  public Frame at(String itsPath) {
    return new Frame(title, itsPath, query, person, csrfToken, zone, open, prefix, assets, outage);
  }

  /** The address of one of the page's tables as a file, with the page's own parameters. */
  public String export(String table, String format) {
    var kept =
        Arrays.stream(query.split("&", -1))
            .filter(pair -> !pair.isEmpty() && !OF_EXPORTS.matcher(pair).lookingAt())
            .collect(Collectors.joining("&"));
    return path + "?" + (kept.isEmpty() ? "" : kept + "&") + "table=" + table + "&format=" + format;
  }

  /** A time of the last day in hours, an older one with its date; in the person's zone. */
  public String shortTime(Instant instant) {
    var shown = instant.atZone(zone);
    return (instant.isBefore(Instant.now().minus(Duration.ofHours(20))) ? MINUTE : SECOND)
        .format(shown);
  }

  /** A time in the person's zone, to the millisecond, without the zone. */
  public String time(Instant instant) {
    return TIME.format(instant.atZone(zone));
  }

  /** How long ago a time is, for people: 3 min, 5 h, 2 d. */
  public String age(Instant instant) {
    var age = Duration.between(instant, Instant.now());
    if (age.toMinutes() < 1) {
      return Math.max(0, age.toSeconds()) + " s";
    }
    if (age.toHours() < 1) {
      return age.toMinutes() + " min";
    }
    return age.toDays() < 2 ? age.toHours() + " h" : age.toDays() + " d";
  }

  /** A time with its zone. */
  public String timeWithZone(Instant instant) {
    return TIME.format(instant.atZone(zone)) + " " + ABBREVIATION.format(instant.atZone(zone));
  }
}
