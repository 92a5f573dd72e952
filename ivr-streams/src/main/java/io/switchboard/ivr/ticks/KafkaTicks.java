package io.switchboard.ivr.ticks;

import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.headers.EventType;
import io.switchboard.contract.headers.ServiceName;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.Topic;
import io.switchboard.service.HealthCheck;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.RefusalCheck;
import io.switchboard.service.ReplaceableProducer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes ticks by a plain producer, because a tick inside the transaction would hold back its own
 * partition. Never blocks the stream thread.
 */
public final class KafkaTicks implements Ticks {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaTicks.class);
  private static final int MAX_BLOCK_MS = 50;

  private final ReplaceableProducer producers;
  private final Topic<String, CallEvent> topic;
  private final InstantSource ours;
  private final BrokerClock broker;
  private volatile RefusalCheck refusals = refusals(new HealthChecks());

  public KafkaTicks(KafkaSettings kafka, InstantSource ours) {
    this(
        kafka.topics().dtmf(),
        ours,
        ReplaceableProducer.connect(
            kafka,
            Map.of(
                ProducerConfig.CLIENT_ID_CONFIG,
                kafka.prefix().applyTo("ivr-streams-ticks"),
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                MAX_BLOCK_MS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                3_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                5_000,
                // a partition without records for hours should not refresh the topic's metadata
                ProducerConfig.METADATA_MAX_IDLE_CONFIG,
                Duration.ofDays(7).toMillis(),
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                1 << 20)));
  }

  public KafkaTicks(
      Topic<String, CallEvent> topic, InstantSource ours, ReplaceableProducer producers) {
    this.topic = topic;
    this.ours = ours;
    this.broker = new BrokerClock(ours);
    this.producers = producers;
  }

  private static RefusalCheck refusals(HealthChecks health) {
    return new RefusalCheck("ticks", HealthCheck.Status.DOWN, health);
  }

  /** Without ticks no silent caller is timed out: the service is not ready. */
  @Override
  public void reportTo(HealthChecks health) {
    refusals = refusals(health);
  }

  @Override
  public long now() {
    return broker.now();
  }

  @Override
  public long hostTime() {
    return ours.millis();
  }

  @Override
  public void logTimeReached(long timestamp) {
    broker.atLeast(timestamp);
  }

  @Override
  public boolean write(int partition, Instant deadline) {
    var at = ours.instant();
    var id = EventId.hash("tick", topic.name(), partition + "/" + deadline, at.toString());
    var headers =
        new EventHeaders(
            id,
            EventType.MENU_TICK.wireName(),
            ServiceName.IVR_STREAMS.source(),
            null,
            deadline,
            at,
            EventHeaders.newTraceparent());
    var producer = producers.current();
    try {
      var _ =
          producer.send(
              new ProducerRecord<>(
                  topic.name(),
                  partition,
                  at.toEpochMilli(),
                  topic.keys().serializer().serialize(topic.name(), CallEvent.PARTITION_KEY),
                  topic.values().serializer().serialize(topic.name(), new CallEvent.Tick(deadline)),
                  headers.toKafka()),
              (written, failure) -> {
                refusals.written(failure);
                if (failure == null) {
                  broker.exactly(written.timestamp());
                } else {
                  producers.failed(producer, failure);
                  LOG.warn("a tick for partition {} was not written: {}", partition, name(failure));
                }
              });
      return true;
    } catch (KafkaException | IllegalStateException e) {
      refusals.written(e);
      producers.failed(producer, e);
      LOG.warn("a tick for partition {} could not be sent: {}", partition, name(e));
      return false;
    }
  }

  private static String name(Exception failure) {
    return failure.getClass().getSimpleName();
  }

  @Override
  public void close() {
    producers.close();
  }
}
