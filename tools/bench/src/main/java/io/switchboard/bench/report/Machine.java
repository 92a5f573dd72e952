package io.switchboard.bench.report;

import java.lang.management.ManagementFactory;

/**
 * The machine of the measurement.
 *
 * @param load average number of runnable processes in the minute before, including others';
 *     negative where the system does not report it
 */
public record Machine(String system, int processors, String java, double load) {

  /** This machine. */
  public static Machine current() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    return new Machine(
        system.getName() + " " + system.getArch(),
        system.getAvailableProcessors(),
        Runtime.version().toString(),
        system.getSystemLoadAverage());
  }
}
