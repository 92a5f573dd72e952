package io.switchboard.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The memory of a process as Linux reports it, in bytes; 0 on a system without {@code /proc}. */
public record ProcessMemory(long pid) {
  private static final int KIBIBYTE = 1_024;

  /** Resident now. */
  public long residentBytes() {
    return read("status", "VmRSS");
  }

  /** The maximum so far. */
  public long peakBytes() {
    return read("status", "VmHWM");
  }

  /**
   * Resident, where a page of n processes counts one n-th; {@link #residentBytes} where the system
   * does not report it.
   */
  public long proportionalBytes() {
    var share = read("smaps_rollup", "Pss");
    return share > 0 ? share : residentBytes();
  }

  /** The live heap of a JVM after a full collection. */
  public long liveHeapBytes() {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      var histogram =
          new ProcessBuilder(jcmd, Long.toString(pid), "GC.class_histogram")
              .redirectErrorStream(true)
              .start();
      try (var lines = histogram.inputReader().lines()) {
        var total = lines.filter(line -> line.startsWith("Total")).findFirst().orElseThrow();
        return Long.parseLong(total.split("\\s+")[2]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long read(String file, String name) {
    var path = Path.of("/proc", Long.toString(pid), file);
    if (!Files.isReadable(path)) {
      return 0;
    }
    try (var lines = Files.lines(path)) {
      return lines
              .filter(line -> line.startsWith(name + ":"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElse(0)
          * KIBIBYTE;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
