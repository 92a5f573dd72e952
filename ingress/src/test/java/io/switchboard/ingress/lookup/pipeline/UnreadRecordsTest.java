package io.switchboard.ingress.lookup.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.embedded.EmbeddedBroker;
import io.switchboard.ingress.lookup.pipeline.PipelineView.Unread;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a real broker, with open and aborted transactions. */
final class UnreadRecordsTest {
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private static final Instant ENOUGH = NOW.minusSeconds(100_000);

  private final TopicPartition partition =
      new TopicPartition("u" + UUID.randomUUID().toString().substring(0, 8), 0);
  private final KafkaSettings kafka =
      new KafkaSettings(
          Map.of("bootstrap.servers", EmbeddedBroker.shared().bootstrapServers()),
          TopicPrefix.NONE);
  private final KafkaProducer<byte[], byte[]> producer =
      new KafkaProducer<>(
          kafka.clientProperties(Map.of("transactional.id", partition.topic())),
          new ByteArraySerializer(),
          new ByteArraySerializer());
  private final UnreadRecords records = new UnreadRecords(kafka, Duration.ofMinutes(1));

  @BeforeEach
  void prepare() throws Exception {
    try (var admin = Admin.create(kafka.clientProperties(Map.of()))) {
      admin.createTopics(List.of(new NewTopic(partition.topic(), 1, (short) 1))).all().get();
    }
    producer.initTransactions();
  }

  @AfterEach
  void close() {
    records.close();
    producer.close();
  }

  @Test
  void shouldFindTheOldestBehindYoungerOnes() throws Exception {
    committed(NOW, NOW.minusSeconds(3_600), NOW.minusSeconds(5));

    var oldest = records.oldest(unread(0, 4), ENOUGH);

    assertThat(oldest).isEqualTo(Map.of(partition, NOW.minusSeconds(3_600)));
  }

  @Test
  void shouldForgetWhatTheReaderHasTaken() throws Exception {
    committed(NOW, NOW.minusSeconds(3_600), NOW.minusSeconds(5));
    records.oldest(unread(0, 4), ENOUGH);

    var oldest = records.oldest(unread(2, 4), ENOUGH);

    assertThat(oldest).isEqualTo(Map.of(partition, NOW.minusSeconds(5)));
  }

  @Test
  void shouldCountWhatAnOpenTransactionHolds() throws Exception {
    committed(NOW);
    producer.beginTransaction();
    send(NOW.minusSeconds(3_600));

    var oldest = records.oldest(unread(1, 3), ENOUGH);

    assertThat(oldest).isEqualTo(Map.of(partition, NOW.minusSeconds(3_600)));
  }

  @Test
  void shouldNotCountWhatWasAborted() throws Exception {
    producer.beginTransaction();
    send(NOW.minusSeconds(3_600));
    producer.abortTransaction();
    committed(NOW);

    var oldest = records.oldest(unread(0, 4), ENOUGH);

    assertThat(oldest).isEqualTo(Map.of(partition, NOW));
  }

  @Test
  void shouldFindNothingAmongMarkers() throws Exception {
    committed(NOW);

    var oldest = records.oldest(unread(1, 2), ENOUGH);

    assertThat(oldest).isEmpty();
  }

  private Map<TopicPartition, Unread> unread(long next, long end) {
    return Map.of(partition, new Unread(next, end));
  }

  private void committed(Instant... times) throws Exception {
    producer.beginTransaction();
    for (var time : times) {
      send(time);
    }
    producer.commitTransaction();
  }

  private void send(Instant time) throws Exception {
    producer
        .send(
            new ProducerRecord<>(
                partition.topic(), 0, time.toEpochMilli(), new byte[1], new byte[1]))
        .get();
  }
}
