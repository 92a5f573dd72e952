package io.switchboard.dnc;

import io.switchboard.contract.headers.ServiceName;
import io.switchboard.contract.settings.Environment;
import io.switchboard.dnc.registry.Normaliser;
import io.switchboard.streams.TopologyService;

/** Decides which numbers may be called, and chains the decisions. */
public final class DncService {
  /** Application id, group and dead-letter topic, without prefix. */
  public static final String NAME = ServiceName.DNC_STREAMS.wireName();

  private DncService() {}

  /** Starts it. Throws a SettingsException naming every wrong setting. */
  public static TopologyService start(Environment environment) {
    var settings = DncSettings.read(environment);
    return TopologyService.start(
        NAME,
        settings.management(),
        settings.kafka(),
        settings.streams().withLargeBatches(),
        registry ->
            DncTopology.build(
                settings.kafka().topics(),
                new Normaliser(settings.region()),
                new DncMetrics(registry)));
  }
}
