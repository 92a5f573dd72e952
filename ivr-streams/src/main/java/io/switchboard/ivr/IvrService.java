package io.switchboard.ivr;

import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.contract.settings.DeploymentMode;
import io.switchboard.contract.settings.Environment;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.HealthPages;
import io.switchboard.service.ManagementServer;
import io.switchboard.service.Metrics;
import io.switchboard.service.Service;
import io.switchboard.streams.StreamsService;
import java.time.InstantSource;

/** The running service: the topology, its ticks, its management port. */
public final class IvrService implements Service {
  /** As in groups, application ids and dead-letter topics. */
  public static final String NAME = "ivr-streams";

  private final HealthChecks health;
  private final ManagementServer management;
  private final StreamsService streams;
  private final Ticks ticks;

  private IvrService(
      HealthChecks health, ManagementServer management, StreamsService streams, Ticks ticks) {
    this.health = health;
    this.management = management;
    this.streams = streams;
    this.ticks = ticks;
  }

  /** Starts it; returns at once, {@link #health} tells when it runs. */
  public static IvrService start(Environment environment) {
    var settings = IvrSettings.read(environment);
    var health = new HealthChecks();
    var registry = Metrics.registry(NAME);
    var host = settings.mode() == DeploymentMode.PRODUCTION ? "0.0.0.0" : "127.0.0.1";
    var management =
        ManagementServer.start(
            host, settings.managementPort(), new HealthPages(NAME, health, registry));
    try {
      return start(settings, health, registry, management);
    } catch (RuntimeException e) {
      management.close();
      throw e;
    }
  }

  private static IvrService start(
      IvrSettings settings,
      HealthChecks health,
      MeterRegistry registry,
      ManagementServer management) {
    var ticks =
        settings.liveTicks()
            ? new KafkaTicks(settings.kafka(), InstantSource.system())
            : Ticks.none();
    try {
      var topology = IvrTopology.build(settings.kafka().topics(), ticks, registry);
      var streams =
          StreamsService.start(
              NAME, topology, settings.kafka(), settings.streams(), health, registry);
      return new IvrService(health, management, streams, ticks);
    } catch (RuntimeException e) {
      ticks.close();
      throw e;
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public HealthChecks health() {
    return health;
  }

  /** The management port that it listens on. */
  public int managementPort() {
    return management.port();
  }

  @Override
  public void close() {
    streams.close();
    ticks.close();
    management.close();
  }
}
