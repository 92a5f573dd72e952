package io.switchboard.sink.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.service.ReplaceableProducer;
import io.switchboard.sink.mapping.row.SourceRecord;
import io.switchboard.sink.postgres.table.Refusal;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** The sink's dead letters on a producer that has failed for good. */
final class DeadLetterWriterTest {
  @Test
  void shouldDeliverWithANewProducerWhenOneIsInAnErrorState() {
    var broken = producer();
    var good = producer();
    broken.sendException = new KafkaException("the producer is in an error state");
    var producers = new ArrayDeque<>(List.of(broken, good));
    try (var deadLetters =
        new DeadLetterWriter(
            new ReplaceableProducer(producers::removeFirst),
            "sink-postgres.dlq",
            "sink-postgres",
            Clock.systemUTC())) {
      var refusals = List.of(refusal());
      assertThatThrownBy(() -> deadLetters.send(refusals))
          .isInstanceOf(DeadLetterWriter.UndeliverableException.class);

      assertThatCode(() -> deadLetters.send(refusals)).doesNotThrowAnyException();
    }

    assertThat(good.history()).hasSize(1);
  }

  private static Refusal refusal() {
    var record = new ConsumerRecord<>("cxone.contact-events", 0, 7, new byte[0], new byte[0]);
    var snapshot = SourceRecord.of(record).snapshot();
    return new Refusal(snapshot, "contact_records", "22021", "first_name", "holds U+0000");
  }

  private static MockProducer<byte[], byte[]> producer() {
    return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
