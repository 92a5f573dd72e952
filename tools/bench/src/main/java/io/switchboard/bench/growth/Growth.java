package io.switchboard.bench.growth;

import io.switchboard.bench.PartRun;
import io.switchboard.bench.report.Aim;
import io.switchboard.bench.report.Figure;
import io.switchboard.bench.report.Rounds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The measurements of each size; the first is the limit of all others.
 *
 * @param event the measured event, for example "a call result"
 * @param keys the growing keys, for example "contacts"
 */
record Growth(PartRun run, String event, String keys, List<AtSize> sizes) {
  /** With a thousand times the keys, an event may cost half as much again. */
  private static final Aim AIM = Aim.ratio(1.5);

  /** Microseconds per event with a number of keys, and the size of the service. */
  record AtSize(int keys, Rounds microseconds, double residentMegabytes, double storeMegabytes) {}

  Growth(PartRun run, String event, String keys) {
    this(run, event, keys, new ArrayList<>());
  }

  void add(AtSize size) {
    sizes.add(size);
  }

  /** The measured sizes, at the scale of the run. */
  static List<Integer> sizes(PartRun run) {
    return List.of(1_000, 10_000, 100_000, 1_000_000).stream().map(run.plan()::count).toList();
  }

  void report() {
    var first = sizes.getFirst();
    for (var size : sizes) {
      run.add(figure(size, size.equals(first) ? null : first));
      run.add(Figure.memory("resident, " + named(size), Rounds.of(size.residentMegabytes())));
    }
    var last = sizes.getLast();
    var bytes =
        (last.storeMegabytes() - first.storeMegabytes()) * 1e6 / (last.keys() - first.keys());
    run.add(Figure.lower("stored for one more of the " + keys, "bytes", Rounds.of(bytes)));
  }

  private Figure figure(AtSize size, @Nullable AtSize first) {
    var figure = Figure.lower(event + ", " + named(size), "µs", size.microseconds());
    return first == null
        ? figure
        : figure.against(named(first), first.microseconds()).aimingAt(AIM);
  }

  private String named(AtSize size) {
    return String.format(Locale.ROOT, "%,d %s", size.keys(), keys);
  }

  /** The size of a directory of stores on disk, in MB. */
  static double storeMegabytes(Path directory) {
    try (var files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(Growth::bytes).sum() / 1e6;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long bytes(Path file) {
    try {
      return Files.size(file);
    } catch (NoSuchFileException _) {
      return 0; // compacted away meanwhile
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
