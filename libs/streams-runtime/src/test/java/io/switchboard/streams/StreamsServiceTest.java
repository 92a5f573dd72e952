package io.switchboard.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.contract.headers.DeadLetterHeaders;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.embedded.EmbeddedBroker;
import io.switchboard.service.HealthChecks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StreamsServiceTest {
  private final EmbeddedBroker broker = EmbeddedBroker.shared();
  private final String prefix = "t" + UUID.randomUUID().toString().substring(0, 8) + "-";
  private final KafkaSettings kafka =
      KafkaSettings.read(
          new Environment(
              Map.of(
                  "KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(), "TOPIC_PREFIX", prefix)));
  private final HealthChecks health = new HealthChecks();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @TempDir Path state;

  @BeforeEach
  void createTopics() throws Exception {
    try (var admin = Admin.create(kafka.clientProperties(Map.of()))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(prefix + "in", 1, (short) 1),
                  new NewTopic(prefix + "out", 1, (short) 1),
                  new NewTopic(prefix + "lengths.dlq", 1, (short) 1)))
          .all()
          .get();
    }
  }

  @Test
  void shouldPutWhatTheRulesCannotTakeAsideAndGoOn() throws Exception {
    try (var _ = start(topology(prefix + "in"))) {
      send("one", "poison", "three");

      assertThat(read(prefix + "out", 2))
          .extracting(record -> text(record.value()))
          .containsExactly("3", "5");
    }
    var letter = read(prefix + "lengths.dlq", 1).getFirst();
    assertThat(text(letter.value())).isEqualTo("poison");
    assertThat(EventHeaders.text(letter.headers(), DeadLetterHeaders.OFFSET)).contains("1");
    assertThat(EventHeaders.text(letter.headers(), DeadLetterHeaders.TOPIC))
        .contains(prefix + "in");
    assertThat(EventHeaders.text(letter.headers(), DeadLetterHeaders.ERROR_CLASS))
        .contains("IllegalArgumentException");
    assertThat(EventHeaders.text(letter.headers(), DeadLetterHeaders.MESSAGE))
        .contains("cannot take ***67");
    assertThat(meters.counter("stream_dead_letters_total").count()).isEqualTo(1);
  }

  @Test
  void shouldFailWithWhatToDoWhenInputTopicsAreMissing() {
    try (var _ = start(topology(prefix + "nowhere"))) {
      await().atMost(Duration.ofSeconds(30)).until(() -> !health.alive());
    }
    assertThat(health.snapshot())
        .anySatisfy(check -> assertThat(check.detail()).contains("switchboard topics apply"));
  }

  private StreamsService start(Topology topology) {
    return StreamsService.start(
        "lengths", topology, kafka, StreamsOptions.in(state), health, meters);
  }

  private Topology topology(String input) {
    var builder = new StreamsBuilder();
    builder.stream(input, Consumed.with(Serdes.String(), Serdes.String()).withName("input"))
        .mapValues(StreamsServiceTest::length, Named.as("length"))
        .to(prefix + "out", Produced.with(Serdes.String(), Serdes.String()).withName("output"));
    return builder.build();
  }

  private static String length(String text) {
    if (text.equals("poison")) {
      throw new IllegalArgumentException("cannot take +1 415 555 2667");
    }
    return Integer.toString(text.length());
  }

  private void send(String... values) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            kafka.clientProperties(Map.of()), new StringSerializer(), new StringSerializer())) {
      for (var value : values) {
        producer.send(new ProducerRecord<>(prefix + "in", "key", value)).get();
      }
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
    var all = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    try (var consumer =
        new KafkaConsumer<>(
            kafka.clientProperties(Map.of("isolation.level", "read_committed")),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      var partition = List.of(new TopicPartition(topic, 0));
      consumer.assign(partition);
      consumer.seekToBeginning(partition);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
                return all.size() >= count;
              });
    }
    return all;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
