package io.switchboard.disposition;

import io.switchboard.contract.headers.ServiceName;
import io.switchboard.contract.settings.Environment;
import io.switchboard.streams.TopologyService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Classifies call results and routes them by severity. */
public final class DispositionService {
  /** Its name in logs, metrics, groups and dead letters. */
  public static final String NAME = ServiceName.DISPOSITION_STREAMS.wireName();

  private static final Logger LOG = LoggerFactory.getLogger(DispositionService.class);

  private DispositionService() {}

  /** Starts it. Throws a SettingsException naming every wrong setting. */
  public static TopologyService start(Environment environment) {
    var settings = DispositionSettings.read(environment);
    var rules = settings.rules();
    LOG.info("classifying by rules {} ({} rules)", rules.version(), rules.rules().size());
    return TopologyService.start(
        NAME,
        settings.management(),
        settings.kafka(),
        settings.streams().withLargeBatches(),
        registry -> DispositionTopology.build(settings.kafka().topics(), rules, registry));
  }
}
