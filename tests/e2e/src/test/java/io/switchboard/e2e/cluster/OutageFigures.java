package io.switchboard.e2e.cluster;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What one outage cost, from its begin until everything ran again and 100 more events were
 * accepted.
 *
 * @param sendersErrors requests of senders that got 5xx
 * @param menuErrors requests of callers that got 5xx, before they were repeated
 * @param wrongMenus menus that were not those of where their callers were, fallbacks included
 * @param fallbacks of these: the root menu
 * @param longestEvent until an event was accepted, repetitions included
 * @param longestMenu until a menu was heard
 * @param takeOver until the rows of the first second were in PostgreSQL; zero for a restart
 */
record OutageFigures(
    ClusterOutage outage,
    long sendersErrors,
    long menuErrors,
    long wrongMenus,
    long fallbacks,
    Duration longestEvent,
    Duration longestMenu,
    Duration takeOver) {

  /** One line of a file. */
  String line() {
    return "%s %d %d %d %d %d %d %d"
        .formatted(
            outage,
            sendersErrors,
            menuErrors,
            wrongMenus,
            fallbacks,
            longestEvent.toMillis(),
            longestMenu.toMillis(),
            takeOver.toMillis());
  }

  /** Reads a {@link #line}. */
  static OutageFigures parse(String line) {
    var parts = line.split(" ", -1);
    var numbers = Arrays.stream(parts).skip(1).map(Long::valueOf).toList();
    return new OutageFigures(
        ClusterOutage.valueOf(parts[0]),
        numbers.get(0),
        numbers.get(1),
        numbers.get(2),
        numbers.get(3),
        Duration.ofMillis(numbers.get(4)),
        Duration.ofMillis(numbers.get(5)),
        Duration.ofMillis(numbers.get(6)));
  }

  /** A table in Markdown: one row for each kind of outage. */
  static String table(List<OutageFigures> all) {
    var table =
        new StringBuilder(
                "| outage | times | senders' 5xx | callers' 5xx | wrong menus | fallbacks |"
                    + " longest event | longest menu | take-over |\n")
            .append("|---|---|---|---|---|---|---|---|---|\n");
    for (var outage : ClusterOutage.values()) {
      var rows = all.stream().filter(row -> row.outage() == outage).toList();
      if (!rows.isEmpty()) {
        table.append(row(outage, rows)).append('\n');
      }
    }
    return table.toString();
  }

  private static String row(ClusterOutage outage, List<OutageFigures> rows) {
    var takeOvers = rows.stream().map(OutageFigures::takeOver).sorted().toList();
    return "| %s | %d | %d | %d | %d | %d | %s | %s | %s |"
        .formatted(
            outage.text(),
            rows.size(),
            rows.stream().mapToLong(OutageFigures::sendersErrors).sum(),
            rows.stream().mapToLong(OutageFigures::menuErrors).sum(),
            rows.stream().mapToLong(OutageFigures::wrongMenus).sum(),
            rows.stream().mapToLong(OutageFigures::fallbacks).sum(),
            seconds(rows.stream().map(OutageFigures::longestEvent).max(Duration::compareTo).get()),
            seconds(rows.stream().map(OutageFigures::longestMenu).max(Duration::compareTo).get()),
            takeOvers.getLast().isZero()
                ? "-"
                : seconds(takeOvers.getFirst()) + " to " + seconds(takeOvers.getLast()));
  }

  private static String seconds(Duration duration) {
    return "%.1f s".formatted(duration.toMillis() / 1_000.0);
  }
}
