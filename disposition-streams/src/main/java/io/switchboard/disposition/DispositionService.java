package io.switchboard.disposition;

import io.switchboard.contract.settings.Environment;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.HealthPages;
import io.switchboard.service.ManagementServer;
import io.switchboard.service.Metrics;
import io.switchboard.service.Service;
import io.switchboard.streams.StreamsService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Classifies call results and routes them by severity. */
public final class DispositionService implements Service {
  /** Its name in logs, metrics, groups and dead letters. */
  public static final String NAME = "disposition-streams";

  private static final Logger LOG = LoggerFactory.getLogger(DispositionService.class);
  private final HealthChecks health;
  private final StreamsService streams;
  private final ManagementServer management;

  private DispositionService(
      HealthChecks health, StreamsService streams, ManagementServer management) {
    this.health = health;
    this.streams = streams;
    this.management = management;
  }

  /**
   * Starts; Kafka need not be there yet.
   *
   * @throws io.switchboard.contract.settings.SettingsException naming every wrong setting
   */
  public static DispositionService start(Environment environment) {
    var settings = DispositionSettings.read(environment);
    var health = new HealthChecks();
    var registry = Metrics.registry(NAME);
    var pages = new HealthPages(NAME, health, registry);
    var management =
        ManagementServer.start(settings.managementHost(), settings.managementPort(), pages);
    var topology = DispositionTopology.build(settings.kafka().topics(), settings.rules(), registry);
    var streams =
        StreamsService.start(
            NAME, topology, settings.kafka(), settings.streams(), health, registry);
    LOG.info(
        "classifying by rules {} ({} rules)",
        settings.rules().version(),
        settings.rules().rules().size());
    return new DispositionService(health, streams, management);
  }

  @Override
  public String name() {
    return NAME;
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
