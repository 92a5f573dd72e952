package io.switchboard.ivr;

import io.switchboard.contract.headers.ServiceName;
import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.topic.Topics;
import io.switchboard.ivr.ticks.KafkaTicks;
import io.switchboard.ivr.ticks.Ticks;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.Service;
import io.switchboard.streams.TopologyService;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running service: the topology, and the ticks that let deadlines fire when no records arrive.
 */
public final class IvrService implements Service {
  /** The name in groups, application ids and dead-letter topics. */
  public static final String NAME = ServiceName.IVR_STREAMS.wireName();

  private static final Logger LOG = LoggerFactory.getLogger(IvrService.class);

  /** The first hundred take as long as all that follow. */
  private static final int REHEARSED_CALLS = 300;

  private static final Duration REHEARSAL_TIMEOUT = Duration.ofSeconds(10);

  private final TopologyService service;
  private final Ticks ticks;

  private IvrService(TopologyService service, Ticks ticks) {
    this.service = service;
    this.ticks = ticks;
  }

  /** Starts the service and returns at once; {@link #health} reports when it runs. */
  public static IvrService start(Environment environment) {
    var settings = IvrSettings.read(environment);
    var kafka = settings.kafka();
    rehearse(kafka.topics());
    var ticks = settings.liveTicks() ? new KafkaTicks(kafka, InstantSource.system()) : Ticks.none();
    try {
      var service =
          TopologyService.start(
              NAME,
              settings.management(),
              kafka,
              settings.streams(),
              registry -> IvrTopology.build(kafka.topics(), ticks, registry));
      ticks.reportTo(service.health());
      return new IvrService(service, ticks);
    } catch (RuntimeException e) {
      ticks.close();
      throw e;
    }
  }

  private static void rehearse(Topics topics) {
    var began = System.nanoTime();
    var calls = Rehearsal.run(topics, REHEARSED_CALLS, REHEARSAL_TIMEOUT);
    var took = Duration.ofNanos(System.nanoTime() - began);
    LOG.info("Rehearsed {} calls in {} ms", calls, took.toMillis());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public HealthChecks health() {
    return service.health();
  }

  /** The management port. */
  public int managementPort() {
    return service.managementPort();
  }

  @Override
  public void close() {
    service.close();
    ticks.close();
  }
}
