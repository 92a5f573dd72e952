package io.switchboard.cli.replay;

import io.switchboard.cli.ReadOptions;
import io.switchboard.contract.text.Quantity;
import io.switchboard.replay.copy.ReplayTarget;
import io.switchboard.replay.copy.SelectionStatistics;
import io.switchboard.replay.copy.Speed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The plan of a replay, as text. */
final class PlanText {
  private static final int TOP_KEYS = 5;

  private PlanText() {}

  static List<String> of(
      String from,
      SelectionStatistics statistics,
      Speed speed,
      @Nullable ReplayTarget target,
      ReadOptions reading) {
    var lines = new ArrayList<String>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s of %s, %s, %s%s",
            Quantity.of(statistics.records(), "record"),
            from,
            size(statistics.bytes()),
            Quantity.of(statistics.keys(), "key"),
            statistics.moreKeys() ? " and more" : ""));
    if (statistics.records() == 0) {
      return lines;
    }
    lines.add("  first       " + reading.window().inZone(statistics.first()));
    lines.add("  last        " + reading.window().inZone(statistics.last()));
    lines.add("  partitions  " + counts(statistics.byPartition().entrySet()));
    lines.add("  types       " + counts(statistics.byType().entrySet()));
    lines.add("  top keys    " + reading.numbers().in(counts(statistics.topKeys(TOP_KEYS))));
    var time = sinceStart().plus(statistics.estimate(speed));
    lines.add(
        "  takes about " + duration(time) + " at speed " + speed + ", start and count included");
    if (target != null) {
      lines.add("  into        " + target.topic() + " (" + describe(target) + ")");
      target.readers().forEach(reader -> lines.add("  WILL BE SEEN BY " + reader));
      target.consequences().forEach(consequence -> lines.add("  NOTE " + consequence));
      target.obstacles().forEach(obstacle -> lines.add("  IMPOSSIBLE " + obstacle));
    }
    return lines;
  }

  /** The start of the process and the count: another run needs them again. */
  private static Duration sinceStart() {
    return ProcessHandle.current()
        .info()
        .startInstant()
        .map(start -> Duration.between(start, Instant.now()))
        .orElse(Duration.ZERO);
  }

  private static String describe(ReplayTarget target) {
    return (target.exists() ? "exists, " : "will be created, ")
        + Quantity.of(target.partitions(), "partition")
        + ", replication "
        + target.replication().factor()
        + (target.live() ? ", LIVE" : "");
  }

  private static <K> String counts(Iterable<? extends java.util.Map.Entry<K, Long>> counts) {
    var all = new ArrayList<String>();
    counts.forEach(
        count -> all.add(String.format(Locale.ROOT, "%s: %,d", count.getKey(), count.getValue())));
    return all.stream().collect(Collectors.joining(", "));
  }

  static String size(long bytes) {
    if (bytes < 10_000) {
      return Quantity.of(bytes, "byte");
    }
    return bytes < 10_000_000
        ? String.format(Locale.ROOT, "%,d kB", bytes / 1_000)
        : String.format(Locale.ROOT, "%,d MB", bytes / 1_000_000);
  }

  static String duration(Duration time) {
    var seconds = Math.max(1, time.toSeconds());
    if (seconds < 120) {
      return seconds + " s";
    }
    return seconds < 7_200
        ? seconds / 60 + " min"
        : seconds / 3_600 + " h " + seconds % 3_600 / 60 + " min";
  }
}
