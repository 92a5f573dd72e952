package io.switchboard.pushes.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.pushes.state.PushInput;
import io.switchboard.pushes.state.StreamRecords;
import io.switchboard.service.HealthCheck;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.ReplaceableProducer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Answers and dead letters on a producer that has failed for good. */
class AnswerLogTest {
  private final MockProducer<byte[], byte[]> good =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

  @Test
  void shouldWriteWithANewProducerWhenOneIsInAnErrorState() throws Exception {
    var broken =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    broken.sendException = new KafkaException("the producer is in an error state");

    deadLetter(List.of(broken, good));

    assertThat(good.history()).hasSize(1);
  }

  @Test
  void shouldWriteWithANewProducerAfterAFatalAnswer() throws Exception {
    deadLetter(List.of(new Failing(new OutOfOrderSequenceException("lost")), good));

    assertThat(good.history()).hasSize(1);
  }

  @Test
  void shouldReportAPauseWhileKafkaTakesNoAnswers() throws Exception {
    var stuck = new Failing(new NotEnoughReplicasException("fewer in sync than required"));
    var health = new HealthChecks();
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      var written = threads.submit(() -> deadLetter(List.of(stuck), health));

      await().until(() -> !health.snapshot().isEmpty());
      assertThat(health.snapshot())
          .singleElement()
          .satisfies(
              check -> {
                assertThat(check.status()).isEqualTo(HealthCheck.Status.PAUSED);
                assertThat(check.detail()).contains("cxone.pushes").contains("min.insync.replicas");
              });
      stuck.fails = false;
      assertThat(written.get()).isTrue();
      assertThat(health.snapshot()).isEmpty();
    } finally {
      threads.shutdownNow();
    }
  }

  private static void deadLetter(List<Producer<byte[], byte[]>> producers) throws Exception {
    var _ = deadLetter(producers, new HealthChecks());
  }

  private static boolean deadLetter(
      List<? extends Producer<byte[], byte[]>> producers, HealthChecks health) throws Exception {
    var left = new ArrayDeque<>(producers);
    try (var log =
        new AnswerLog(new ReplaceableProducer(left::removeFirst), StreamRecords.TOPICS, health)) {
      var topic = StreamRecords.TOPICS.dispositionsClassified();
      var source = StreamRecords.record(topic, "k-1", StreamRecords.result("k-1", "e1", "lead"), 0);

      log.deadLetter(source, new PushInput.Unfit("IncompleteRecord", "no key"));
      return true;
    }
  }

  /** Every record fails until the test lets it succeed. */
  private static final class Failing extends MockProducer<byte[], byte[]> {
    private final RuntimeException failure;
    private volatile boolean fails = true;

    private Failing(RuntimeException failure) {
      super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
      this.failure = failure;
    }

    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<byte[], byte[]> record, Callback callback) {
      return fails ? CompletableFuture.failedFuture(failure) : super.send(record, callback);
    }
  }
}
