package io.switchboard.ivr.ticks;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.contract.topic.Topics;
import io.switchboard.service.ReplaceableProducer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class KafkaTicksTest {
  private static final Instant DEADLINE = Instant.parse("2026-11-20T10:00:05Z");

  @Test
  void shouldWriteWithANewProducerWhenOneIsInAnErrorState() {
    var broken = producer();
    var good = producer();
    broken.sendException = new KafkaException("the producer is in an error state");
    var producers = new ArrayDeque<>(List.of(broken, good));
    var topic = new Topics(TopicPrefix.NONE).dtmf();
    try (var ticks =
        new KafkaTicks(
            topic, InstantSource.system(), new ReplaceableProducer(producers::removeFirst))) {
      var failed = ticks.write(2, DEADLINE);

      var written = ticks.write(2, DEADLINE);

      assertThat(List.of(failed, written)).containsExactly(false, true);
      assertThat(good.history()).singleElement().matches(record -> record.partition() == 2);
    }
  }

  private static MockProducer<byte[], byte[]> producer() {
    return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
