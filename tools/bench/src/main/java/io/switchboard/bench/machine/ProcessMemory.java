package io.switchboard.bench.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux says about a process's memory. */
public final class ProcessMemory {
  private static final double KIBIBYTE_IN_MEGABYTES = 1_024 / 1e6;

  private ProcessMemory() {}

  /** A line of /proc/PID/status, in MB; 0 on a system without it. */
  static double megabytes(long pid, String line) {
    return read(Path.of("/proc", Long.toString(pid), "status"), line);
  }

  /**
   * Its share of what is resident, pages of several processes divided among them; in MB. All that
   * is resident where the system does not show shares, or not to us.
   */
  public static double proportionalMegabytes(long pid) {
    var share = read(Path.of("/proc", Long.toString(pid), "smaps_rollup"), "Pss");
    return share > 0 ? share : megabytes(pid, "VmRSS");
  }

  private static double read(Path file, String wanted) {
    if (!Files.isReadable(file)) {
      return 0;
    }
    try (var lines = Files.lines(file)) {
      return lines
              .filter(line -> line.startsWith(wanted + ":"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElse(0)
          * KIBIBYTE_IN_MEGABYTES;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
