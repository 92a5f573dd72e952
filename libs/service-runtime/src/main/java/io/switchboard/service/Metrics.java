package io.switchboard.service;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** Creates the Prometheus registry of a service. */
public final class Metrics {
  private Metrics() {}

  /** A registry with the metrics of the JVM and the label {@code service} on every metric. */
  @SuppressWarnings("resource") // the garbage collector's binder lives as long as the process
  public static PrometheusMeterRegistry registry(String service) {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.config().commonTags("service", service);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmGcMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    Gauge.builder("switchboard.build.info", () -> 1)
        .description("Always 1; the labels are the version of Switchboard and of Java")
        .tag("version", version())
        .tag("java", Integer.toString(Runtime.version().feature()))
        .register(registry);
    return registry;
  }

  private static String version() {
    var version = Metrics.class.getPackage().getImplementationVersion();
    return version == null ? "working copy" : version;
  }
}
