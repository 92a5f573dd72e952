package io.switchboard.console.audit;

import io.switchboard.console.access.Person;
import io.switchboard.contract.event.ConsoleAction;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.headers.EventType;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.Topic;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes to {@code console.audit} who revealed or changed what. Nothing is revealed or changed
 * unless the broker has the record.
 */
public final class ConsoleAudit implements AutoCloseable {
  private static final int TIMEOUT_MS = 4_000;

  private final Topic<String, ConsoleAction> topic;
  private final Producer<String, byte[]> producer;

  public ConsoleAudit(KafkaSettings kafka) {
    topic = kafka.topics().consoleAudit();
    producer =
        new KafkaProducer<>(
            kafka.clientProperties(
                Map.of(
                    ProducerConfig.ACKS_CONFIG, "all",
                    ProducerConfig.LINGER_MS_CONFIG, 0,
                    ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_MS,
                    ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS,
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, TIMEOUT_MS)),
            new StringSerializer(),
            new org.apache.kafka.common.serialization.ByteArraySerializer());
  }

  /** Records an action and waits for the broker. */
  public void record(
      Person person, ConsoleAction.ConsoleActionKind kind, String subject, String detail) {
    var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    var action = new ConsoleAction(now, person.name(), kind, subject, detail);
    var trace = EventHeaders.newTraceparent();
    var headers =
        new EventHeaders(
            EventId.hash(trace),
            EventType.CONSOLE_ACTION.wireName(),
            "/switchboard/console",
            person.name(),
            now,
            now,
            trace);
    var value = topic.values().serializer().serialize(topic.name(), action);
    var record =
        new ProducerRecord<>(topic.name(), null, null, person.name(), value, headers.toKafka());
    try {
      var _ = producer.send(record).get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AuditException(
          "The action could not be written to console.audit, so it was not done. Is Kafka up?", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AuditException("The console is stopping; the action was not done.", e);
    }
  }

  @Override
  public void close() {
    producer.close(java.time.Duration.ofSeconds(2));
  }
}
