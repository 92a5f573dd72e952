package io.switchboard.console.view;

import io.switchboard.console.access.Person;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * What every page needs around its own content.
 *
 * @param title of the page
 * @param path of the page, to mark its place in the navigation
 * @param csrfToken what each form carries
 * @param zone the zone that the person chose
 * @param open nobody has to log in: only the loopback address is served
 * @param prefix of this deployment's topics, empty for none
 */
public record Frame(
    String title,
    String path,
    Person person,
    String csrfToken,
    ZoneId zone,
    boolean open,
    String prefix,
    Assets assets) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);
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
          new Link("/pushes", "Pushes"),
          new Link("/audit", "Audit"));

  /** A place in the navigation. */
  public record Link(String path, String title) {}

  /** Whether this page belongs to a place in the navigation. */
  public boolean isAt(Link link) {
    return path.equals(link.path())
        || (!link.path().equals("/") && path.startsWith(link.path() + "/"));
  }

  /** A time in the person's zone, to the millisecond, without the zone. */
  public String time(Instant instant) {
    return TIME.format(instant.atZone(zone));
  }

  /** A time with its zone. */
  public String timeWithZone(Instant instant) {
    return TIME.format(instant.atZone(zone)) + " " + ABBREVIATION.format(instant.atZone(zone));
  }
}
