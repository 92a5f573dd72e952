package io.switchboard.dnc;

import io.switchboard.contract.settings.Environment;
import io.switchboard.dnc.registry.Normaliser;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.HealthPages;
import io.switchboard.service.ManagementServer;
import io.switchboard.service.Metrics;
import io.switchboard.service.Service;
import io.switchboard.streams.StreamsService;

/** Decides which numbers may be called, and chains the decisions. */
public final class DncService implements Service {
  /** Application id, group and dead-letter topic, without prefix. */
  public static final String NAME = "dnc-streams";

  private final HealthChecks health;
  private final StreamsService streams;
  private final ManagementServer management;

  private DncService(HealthChecks health, StreamsService streams, ManagementServer management) {
    this.health = health;
    this.streams = streams;
    this.management = management;
  }

  /** Starts it; {@link #health} tells when it runs. Throws a SettingsException. */
  public static DncService start(Environment environment) {
    var settings = DncSettings.read(environment);
    var health = new HealthChecks();
    var registry = Metrics.registry(NAME);
    var management =
        ManagementServer.start(
            settings.managementHost(),
            settings.managementPort(),
            new HealthPages(NAME, health, registry));
    var topology =
        DncTopology.build(
            settings.kafka().topics(), new Normaliser(settings.region()), new DncMetrics(registry));
    var streams =
        StreamsService.start(
            NAME, topology, settings.kafka(), settings.streams(), health, registry);
    return new DncService(health, streams, management);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public HealthChecks health() {
    return health;
  }

  @Override
  public void close() {
    streams.close();
    management.close();
  }
}
