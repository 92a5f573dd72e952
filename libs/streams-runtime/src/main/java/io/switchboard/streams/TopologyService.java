package io.switchboard.streams;

import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.HealthPages;
import io.switchboard.service.ManagementServer;
import io.switchboard.service.ManagementSettings;
import io.switchboard.service.Metrics;
import io.switchboard.service.Service;
import java.util.function.Function;
import org.apache.kafka.streams.Topology;

/** A service that consists of one topology, with health, metrics and a management port. */
public final class TopologyService implements Service {
  private final String name;
  private final HealthChecks health;
  private final ManagementServer management;
  private final StreamsService streams;

  private TopologyService(
      String name, HealthChecks health, ManagementServer management, StreamsService streams) {
    this.name = name;
    this.health = health;
    this.management = management;
    this.streams = streams;
  }

  /**
   * Starts; Kafka may become available later, and {@link #health} reports when it runs.
   *
   * @param name application id, group and dead-letter topic, without prefix
   * @param topology created with the registry for its metrics
   */
  public static TopologyService start(
      String name,
      ManagementSettings settings,
      KafkaSettings kafka,
      StreamsOptions options,
      Function<MeterRegistry, Topology> topology) {
    var health = new HealthChecks();
    var registry = Metrics.registry(name);
    var pages = new HealthPages(name, health, registry);
    var management = ManagementServer.start(settings.host(), settings.port(), pages);
    try {
      var streams =
          StreamsService.start(name, topology.apply(registry), kafka, options, health, registry);
      return new TopologyService(name, health, management, streams);
    } catch (RuntimeException e) {
      management.close();
      throw e;
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public HealthChecks health() {
    return health;
  }

  /** The port of health and metrics. */
  public int managementPort() {
    return management.port();
  }

  @Override
  public void close() {
    streams.close();
    management.close();
  }
}
