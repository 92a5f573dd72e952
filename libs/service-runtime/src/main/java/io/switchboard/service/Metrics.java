package io.switchboard.service;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.management.ManagementFactory;

/** Creates the Prometheus registry of a service. */
public final class Metrics {
  private Metrics() {}

  /**
   * A registry with the metrics of the JVM and the label {@code service} on every metric. The
   * commit is the system property {@code switchboard.commit}, which the launcher and the images
   * set.
   */
  @SuppressWarnings("resource") // the garbage collector's binder lives as long as the process
  public static PrometheusMeterRegistry registry(String service) {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.config().commonTags("service", service).meterFilter(prometheusNames());
    new JvmMemoryMetrics().bindTo(registry);
    new JvmGcMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    bindProcessTime(registry);
    new UptimeMetrics().bindTo(registry);
    Gauge.builder("switchboard.build.info", () -> 1)
        .description("Always 1; the labels are the version and commit of Switchboard, and Java's")
        .tag("version", version())
        .tag("commit", System.getProperty("switchboard.commit", "unknown"))
        .tag("java", Integer.toString(Runtime.version().feature()))
        .register(registry);
    return registry;
  }

  /** Micrometer's names that `promtool check metrics` refuses: a unit `ns`, a gauge `_count`. */
  private static MeterFilter prometheusNames() {
    return new MeterFilter() {
      @Override
      public MeterFilterReply accept(Meter.Id id) {
        return id.getName().equals("process.cpu.time")
            ? MeterFilterReply.DENY
            : MeterFilterReply.NEUTRAL;
      }

      @Override
      public Meter.Id map(Meter.Id id) {
        return id.getName().equals("system.cpu.count") ? id.withName("system.cpus") : id;
      }
    };
  }

  private static void bindProcessTime(PrometheusMeterRegistry registry) {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
      FunctionCounter.builder("process.cpu", system, it -> it.getProcessCpuTime() / 1e9)
          .baseUnit("seconds")
          .description("Processor time of the process, of all its threads")
          .register(registry);
    }
  }

  private static String version() {
    var version = Metrics.class.getPackage().getImplementationVersion();
    return version == null ? "working copy" : version;
  }
}
