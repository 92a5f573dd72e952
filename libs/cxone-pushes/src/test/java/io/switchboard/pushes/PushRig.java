package io.switchboard.pushes;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.Topic;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.contract.topic.Topics;
import io.switchboard.cxone.profile.CxoneProfile;
import io.switchboard.cxone.settings.CxoneCredentials;
import io.switchboard.cxone.settings.CxoneSettings;
import io.switchboard.cxone.settings.Secret;
import io.switchboard.cxone.settings.TenantValues;
import io.switchboard.embedded.EmbeddedBroker;
import io.switchboard.pushes.records.ConnectionSource;
import io.switchboard.pushes.state.StreamRecords;
import io.switchboard.service.HealthChecks;
import io.switchboard.testkit.cluster.CommittedReader;
import io.switchboard.testkit.cluster.TestCluster;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** One deployment's topics on the shared broker, and pushers that can be started on them. */
public final class PushRig implements AutoCloseable {
  /** These tests need no database. */
  public static final ConnectionSource NO_DATABASE =
      () -> {
        throw new SQLException("no database in this test", "08001");
      };

  /** What a pusher reads and writes. */
  private static final Set<String> TOPICS =
      Set.of(
          "dispositions.classified",
          "ivr.outcomes",
          "dnc.registry",
          "cxone.pushes",
          "sink-postgres.dlq");

  final KafkaSettings kafka;
  final Topics topics;
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final KafkaProducer<byte[], byte[]> producer;
  private final CommittedReader reader;

  PushRig() {
    this(
        Map.of("bootstrap.servers", EmbeddedBroker.shared().bootstrapServers()),
        TestCluster.uniquePrefix().value());
  }

  PushRig(Map<String, String> properties, String prefix) {
    this.kafka = new KafkaSettings(properties, new TopicPrefix(prefix));
    this.topics = kafka.topics();
    this.reader = new CommittedReader(kafka);
    this.producer =
        new KafkaProducer<>(
            kafka.clientProperties(Map.of("linger.ms", 5)),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  PushRig withTopics() {
    TestCluster.createTopicsOf(1, kafka, TOPICS::contains);
    return this;
  }

  /** A tenant that is waited for, so that a busy machine does not make a request twice. */
  static PushSettings settings(URI tenant, @Nullable URI publicUrl) {
    return settings(tenant, publicUrl, Duration.ofSeconds(30));
  }

  static PushSettings settings(URI tenant, @Nullable URI publicUrl, Duration requestTimeout) {
    return new PushSettings(
        new CxoneSettings(
            tenant,
            null,
            CxoneCredentials.ofClient("client", new Secret("secret")),
            TenantValues.none(),
            CxoneProfile.tutorial(),
            100,
            true,
            requestTimeout,
            requestTimeout),
        publicUrl,
        Set.of(),
        Duration.ofHours(1));
  }

  /** A tenant in the shape that NICE publishes. */
  static PushSettings nice(URI issuer, Duration requestTimeout) {
    var variables =
        Map.of(
            "CXONE_PROFILE", "nice",
            "CXONE_ISSUER", issuer.toString(),
            "CXONE_CLIENT_ID", "client",
            "CXONE_CLIENT_SECRET", "secret",
            "CXONE_ACCESS_KEY_ID", "key",
            "CXONE_ACCESS_KEY_SECRET", "key-secret",
            "CXONE_DNC_GROUP", "7001",
            "CXONE_TAGS", "do_not_call=501,qualified_lead=502",
            "CXONE_REQUEST_TIMEOUT_MS", Long.toString(requestTimeout.toMillis()));
    return PushSettings.read(new Environment(variables)).orElseThrow();
  }

  CxonePushes start(PushSettings settings, HealthChecks health) {
    return CxonePushes.start(settings, kafka, NO_DATABASE, health, meters);
  }

  <V> void send(Topic<String, V> topic, String key, V value, EventHeaders headers) {
    var _ =
        producer.send(
            new ProducerRecord<>(
                topic.name(),
                null,
                null,
                topic.keys().serializer().serialize(topic.name(), key),
                topic.values().serializer().serialize(topic.name(), value),
                headers.toKafka()));
  }

  <V> void send(Topic<String, V> topic, String key, V value) {
    send(
        topic,
        key,
        value,
        new EventHeaders(
            UUID.randomUUID().toString(),
            "test",
            "/test",
            key,
            StreamRecords.AT,
            StreamRecords.AT,
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
  }

  /** A record that was written at a time. */
  <V> void sendAt(Instant at, Topic<String, V> topic, String key, V value) {
    var _ =
        producer.send(
            new ProducerRecord<>(
                topic.name(),
                null,
                at.toEpochMilli(),
                topic.keys().serializer().serialize(topic.name(), key),
                topic.values().serializer().serialize(topic.name(), value)));
  }

  void send(String topic, String key, String value) {
    var _ =
        producer.send(
            new ProducerRecord<>(
                topic,
                key.getBytes(StandardCharsets.UTF_8),
                value.getBytes(StandardCharsets.UTF_8)));
  }

  void flush() {
    producer.flush();
  }

  /** Attempts so far, by the class of their answers. */
  Map<String, Long> attempts() {
    return meters.find("cxone_push_attempts_total").counters().stream()
        .collect(
            Collectors.toMap(
                counter -> String.valueOf(counter.getId().getTag("class")),
                counter -> (long) counter.count(),
                Long::sum,
                TreeMap::new));
  }

  /** Everything on a topic now. */
  <V> List<V> read(Topic<?, V> topic) {
    return records(topic.name()).stream()
        .map(record -> topic.values().deserializer().deserialize(topic.name(), record.value()))
        .toList();
  }

  List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    return reader.read(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public void close() {
    reader.close();
    producer.close(Duration.ofSeconds(2));
  }
}
