package io.switchboard.console.view;

import io.javalin.http.Context;
import io.switchboard.replay.reading.TimeAgo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The window of a page, from the query parameter {@code last}: the time up to now.
 *
 * @param name as in the address, for example 24h
 */
public record Window(String name, Instant from, Instant to) {
  /** What the pages offer. */
  public static final List<String> CHOICES = List.of("15m", "1h", "6h", "24h", "7d", "30d");

  private static final String DEFAULT = "24h";

  /** Reads the parameter; another word than the pages offer counts as the default. */
  public static Window of(Context context) {
    var asked = context.queryParam("last");
    var name = asked != null && CHOICES.contains(asked) ? asked : DEFAULT;
    var now = Instant.now();
    return new Window(name, now.minus(TimeAgo.parse("-" + name)), now);
  }

  /** How long it is. */
  public Duration length() {
    return Duration.between(from, to);
  }
}
