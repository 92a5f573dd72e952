package io.switchboard.bench.report;

import java.lang.management.ManagementFactory;

/**
 * What it was measured on.
 *
 * @param load processes that wanted to run on it in the minute before, others' included; negative
 *     where the system does not tell
 */
public record Machine(String system, int processors, String java, double load) {

  /** The one that this runs on. */
  public static Machine here() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    return new Machine(
        system.getName() + " " + system.getArch(),
        system.getAvailableProcessors(),
        Runtime.version().toString(),
        system.getSystemLoadAverage());
  }
}
