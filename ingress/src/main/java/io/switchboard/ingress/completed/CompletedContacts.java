package io.switchboard.ingress.completed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.cxone.CxoneClient;
import io.switchboard.ingress.follower.ConsumerThread;
import io.switchboard.ingress.request.IngressRequest;
import io.switchboard.ingress.request.Problem;
import io.switchboard.ingress.request.RequestHandler;
import io.switchboard.service.HealthChecks;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the completed contacts of a tenant at an interval, as one part of ingress. All instances
 * are members of one consumer group on {@code cxone.call-results}, of which they read nothing: the
 * one that has the first partition reads the reports, and the position is committed there.
 */
public final class CompletedContacts implements AutoCloseable {
  /** Name of the thread, of the health check and, behind the prefix, of the group. */
  static final String NAME = "completed-contacts";

  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

  /** After the end of a process another instance reads on this much later. */
  private static final int SESSION_TIMEOUT_MS = 10_000;

  private final CxoneClient cxone;
  private final ConsumerThread<byte[]> thread;

  private CompletedContacts(CxoneClient cxone, ConsumerThread<byte[]> thread) {
    this.cxone = cxone;
    this.thread = thread;
  }

  /** The consumer group of a deployment. */
  static String group(KafkaSettings kafka) {
    return kafka.prefix().applyTo("ingress-" + NAME);
  }

  /**
   * Starts it; neither CXone nor Kafka need be there yet.
   *
   * @param handler of the webhook for call results
   * @param rejected keeps a contact that the handler refuses
   * @param clock of receipts
   */
  public static CompletedContacts start(
      PollSettings settings,
      KafkaSettings kafka,
      RequestHandler handler,
      BiConsumer<IngressRequest, Problem> rejected,
      Clock clock,
      HealthChecks health,
      MeterRegistry meters) {
    var cxone = CxoneClient.open(settings.tenant(), meters);
    var published =
        Counter.builder("completed_contacts_published_total")
            .description("Call results that were new in a report of completed contacts")
            .register(meters);
    var poll =
        new PollLoop(
            kafka,
            new ReportReader(cxone, handler, rejected, published, clock),
            settings.interval(),
            health,
            Clock.systemUTC(), // a position that PostgreSQL's clock moved ahead would skip contacts
            meters);
    Gauge.builder("completed_contacts_report_age_seconds", poll, PollLoop::reportAgeSeconds)
        .description(
            "Time since the last complete report of completed contacts; 0 on an instance that"
                + " does not read them")
        .register(meters);
    Gauge.builder("completed_contacts_gap_seconds", poll, PollLoop::gapSeconds)
        .description(
            "Time whose completed contacts are not read, because the position was lost; 0 when it"
                + " was not")
        .register(meters);
    var thread =
        new ConsumerThread<>(
            NAME,
            kafka,
            Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                group(kafka),
                ConsumerConfig.CLIENT_ID_CONFIG,
                group(kafka),
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                RangeAssignor.class.getName(),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "latest",
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                SESSION_TIMEOUT_MS),
            new ByteArrayDeserializer(),
            RETRY_INTERVAL,
            health,
            poll);
    poll.runsOn(thread);
    thread.start();
    return new CompletedContacts(cxone, thread);
  }

  @Override
  public void close() {
    thread.close();
    cxone.close();
  }
}
