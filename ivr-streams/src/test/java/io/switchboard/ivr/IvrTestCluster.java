package io.switchboard.ivr;

import static org.awaitility.Awaitility.await;

import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.event.ivr.CallOutcome;
import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.Topic;
import io.switchboard.contract.topic.TopicCatalog;
import io.switchboard.testkit.cluster.TestCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The shared broker with the topics of ivr-streams under a prefix of their own. */
final class IvrTestCluster implements AutoCloseable {
  static final Duration TIMEOUT = Duration.ofSeconds(90);

  private final TestCluster cluster = TestCluster.start();
  private final KafkaSettings kafka = cluster.kafka();
  private final String stateDir;
  private final KafkaProducer<String, byte[]> producer;

  /** With the shipped topics, changed where a test says so. */
  IvrTestCluster(String stateDir, int partitions, boolean brokerTime) {
    this.stateDir = stateDir;
    cluster.createTopics(topics(partitions, brokerTime));
    producer =
        new KafkaProducer<>(
            kafka.clientProperties(Map.of("linger.ms", 0)),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  private Collection<TopicCatalog.WantedTopic> topics(int partitions, boolean brokerTime) {
    return cluster.catalog().stream()
        .filter(it -> it.name().matches(".*(dtmf|ivr\\.|ivr-streams\\.).*"))
        .map(
            it -> {
              var config = new HashMap<>(it.config());
              if (!brokerTime) {
                config.remove("message.timestamp.type");
              }
              return new TopicCatalog.WantedTopic(it.name(), partitions, it.replication(), config);
            })
        .toList();
  }

  KafkaSettings kafka() {
    return kafka;
  }

  /** The settings of the service, with more of them. */
  Map<String, String> variables(String... more) {
    var all = cluster.variables(more);
    all.putIfAbsent("STATE_DIR", stateDir);
    return all;
  }

  IvrService start(String... more) {
    var service = IvrService.start(new Environment(variables(more)));
    await().until(() -> service.health().ready());
    return service;
  }

  void send(CallEvent event, String id, Instant at) {
    var record = DtmfRecords.record(event, id, at);
    var topic = kafka.topics().dtmf();
    var _ =
        producer.send(
            new ProducerRecord<>(
                topic.name(),
                null,
                at.toEpochMilli(),
                record.key(),
                topic.values().serializer().serialize(topic.name(), event),
                record.headers()));
  }

  void sendRaw(String key, byte[] value) {
    sendRaw(kafka.topics().dtmf().name(), key, value);
  }

  void sendRaw(String topic, String key, byte[] value) {
    var _ = producer.send(new ProducerRecord<>(topic, key, value));
  }

  void flush() {
    producer.flush();
  }

  /** Reads a topic from the beginning until enough is there, committed. */
  <V> List<ConsumerRecord<String, V>> read(Topic<String, V> topic, int atLeast) {
    return read(topic, atLeast, TIMEOUT);
  }

  <V> List<ConsumerRecord<String, V>> read(Topic<String, V> topic, int atLeast, Duration timeout) {
    var enough = cluster.await(topic, atLeast, timeout);
    return enough.size() > atLeast ? enough : cluster.read(topic); // more would be too much
  }

  List<CallOutcome> outcomes(int atLeast) {
    return read(kafka.topics().ivrOutcomes(), atLeast).stream().map(ConsumerRecord::value).toList();
  }

  @Override
  public void close() {
    cluster.close();
    producer.close(Duration.ofSeconds(5));
  }
}
