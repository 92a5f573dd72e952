package io.switchboard.console.view;

import io.javalin.http.Context;
import io.switchboard.contract.time.Times;
import io.switchboard.replay.reading.TimeAgo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The window of a page: the time up to now by the query parameter {@code last}, or a fixed one by
 * {@code from} and {@code to}.
 *
 * @param name as in the address, for example 24h; empty for a fixed window
 */
public record Window(String name, Instant from, Instant to) {
  /** What the pages offer. */
  public static final List<String> CHOICES = List.of("15m", "1h", "6h", "24h", "7d", "30d");

  private static final String DEFAULT = "24h";

  /** Reads the parameters; what cannot be used counts as the default. */
  public static Window of(Context context) {
    return of(context, DEFAULT);
  }

  /** Reads the parameters of a page whose default window is another. */
  public static Window of(Context context, String byDefault) {
    var now = Instant.now();
    var from = Times.parse(context.queryParam("from"));
    var to = Times.parse(context.queryParam("to")).filter(it -> it.isBefore(now)).orElse(now);
    if (from.isPresent() && from.get().isBefore(to)) {
      return new Window("", from.get(), to);
    }
    var asked = context.queryParam("last");
    var name = asked != null && CHOICES.contains(asked) ? asked : byDefault;
    return new Window(name, now.minus(TimeAgo.parse("-" + name)), now);
  }

  /** How long it is. */
  public Duration length() {
    return Duration.between(from, to);
  }

  /** Whether it stays the same when time passes. */
  public boolean isFixed() {
    return name.isEmpty();
  }

  /** The query parameters that lead to this window, by name or fixed. */
  public String query() {
    return isFixed() ? fixedQuery() : "last=" + name;
  }

  /** The query parameters that lead to the same window tomorrow. */
  public String fixedQuery() {
    return "from=" + parameter(from) + "&to=" + parameter(to);
  }

  private static String parameter(Instant time) {
    return URLEncoder.encode(
        Times.format(time.truncatedTo(ChronoUnit.SECONDS)), StandardCharsets.UTF_8);
  }
}
