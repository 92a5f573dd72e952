package io.switchboard.disposition;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.embedded.EmbeddedBroker;
import io.switchboard.testkit.cluster.TestCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The topics of one test on a real broker, what goes in and what comes out. */
final class DispositionPipeline implements AutoCloseable {
  private final TestCluster cluster =
      TestCluster.start()
          .createTopicsOf(1, name -> name.matches(".*(call-results|dispositions?[.-]).*"));

  KafkaSettings kafka() {
    return cluster.kafka();
  }

  String bootstrapServers() {
    return EmbeddedBroker.shared().bootstrapServers();
  }

  /** The variables of a service on these topics. */
  Map<String, String> variables(Path state) {
    return cluster.variables("STATE_DIR", state.toString());
  }

  void send(String contactId, String code, Instant at) {
    var body =
        "{\"contactId\":\"%s\",\"dispositionCode\":\"%s\",\"timestamp\":\"%s\"}"
            .formatted(contactId, code, at);
    var headers = new RecordHeaders();
    new EventHeaders(
            EventId.hash(contactId, code, "", at.toString()),
            "com.nice.cxone.call-result",
            "/switchboard/ingress",
            contactId,
            at,
            Instant.now(),
            EventHeaders.newTraceparent())
        .writeTo(headers);
    cluster.send(
        new ProducerRecord<>(
            kafka().topics().callResults().name(),
            null,
            contactId.getBytes(UTF_8),
            body.getBytes(UTF_8),
            headers));
  }

  void sendRaw(String key, String value) {
    cluster.send("cxone.call-results", key, value);
  }

  void flush() {
    cluster.flush();
  }

  /** Waits until a topic, named with the prefix, has {@code count} committed records. */
  List<ConsumerRecord<String, String>> read(String topic, int count, Duration timeout) {
    return cluster.awaitText(withoutPrefix(topic), count, timeout);
  }

  /** All committed records of a topic, named with the prefix. */
  List<ConsumerRecord<String, String>> readToEnd(String topic) {
    return cluster.readText(withoutPrefix(topic));
  }

  /** The sum of the end offsets of a topic, named with the prefix, for committed readers. */
  long committed(String topic) {
    return cluster.committedEnd(withoutPrefix(topic));
  }

  private String withoutPrefix(String topic) {
    return topic.substring(kafka().prefix().value().length());
  }

  @Override
  public void close() {
    cluster.close();
  }
}
