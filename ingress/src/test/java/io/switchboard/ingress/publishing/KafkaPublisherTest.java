package io.switchboard.ingress.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.contract.topic.Topics;
import io.switchboard.service.HealthCheck;
import io.switchboard.service.HealthChecks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What senders are told when a producer fails, falls silent or was replaced. */
class KafkaPublisherTest {
  private static final Topics TOPICS = new Topics(TopicPrefix.NONE);
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
  private final List<MockProducer<byte[], byte[]>> producers = new CopyOnWriteArrayList<>();
  private final AtomicInteger refusals = new AtomicInteger();
  private final AtomicBoolean breaks = new AtomicBoolean();
  private final HealthChecks health = new HealthChecks();
  private final KafkaPublisher publisher =
      new KafkaPublisher(this::producer, Duration.ofMillis(100), new KafkaHealth(health));

  private Producer<byte[], byte[]> producer() {
    if (breaks.get()) {
      throw new StackOverflowError();
    }
    if (refusals.getAndDecrement() > 0) {
      throw new KafkaException("no resolvable bootstrap servers");
    }
    var producer =
        new MockProducer<>(
            false,
            new RoundRobinPartitioner(),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    producers.add(producer);
    return producer;
  }

  @AfterEach
  void close() {
    publisher.close();
  }

  @Test
  void shouldCallDurableOnlyWhatWasAcknowledged() {
    var acknowledged = send("1");
    producers.getFirst().completeNext();
    var expired = send("2");
    producers.getFirst().errorNext(new TimeoutException("expired"));

    assertThat(publisher.await(acknowledged)).isInstanceOf(Publication.Durable.class);
    assertThat(publisher.await(expired)).isInstanceOf(Publication.Unavailable.class);
    assertThat(producers).hasSize(1);
  }

  static List<RuntimeException> failuresForGood() {
    return List.of(
        new OutOfOrderSequenceException("out of order"),
        new KafkaException("the producer is in an error state"),
        new IllegalStateException("closed"));
  }

  @ParameterizedTest
  @MethodSource("failuresForGood")
  void shouldReplaceAProducerThatFailedForGood(RuntimeException failure) {
    var failed = send("1");
    producers.getFirst().errorNext(failure);
    var next = send("2");
    producers.getLast().completeNext();

    assertThat(publisher.await(failed)).isInstanceOf(Publication.Unavailable.class);
    assertThat(publisher.await(next)).isInstanceOf(Publication.Durable.class);
    assertThat(producers).hasSize(2);
  }

  @Test
  void shouldReplaceASilentProducerOnceForAllWhoWaited() throws Exception {
    producers.clear();
    var patient = // every thread has begun long before the first of them has waited for so long
        new KafkaPublisher(this::producer, Duration.ofSeconds(2), new KafkaHealth(health));
    List<Callable<Publication>> requests = new ArrayList<>();
    for (var i = 0; i < 50; i++) {
      var id = Integer.toString(i);
      requests.add(() -> patient.await(send(patient, id)));
    }

    List<Future<Publication>> answers;
    try (patient;
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      answers = threads.invokeAll(requests);
    }

    for (var answer : answers) {
      assertThat(answer.get()).isInstanceOf(Publication.Unavailable.class);
    }
    assertThat(producers).hasSize(2);
  }

  @Test
  void shouldReportATopicThatItMayNotWriteUntilARecordToItIsAcknowledged() {
    var kafka = new KafkaHealth(health);
    kafka.reached();
    kafka.failed("cxone.dnc-events", new TopicAuthorizationException(Set.of("cxone.dnc-events")));

    kafka.acknowledged("cxone.call-results");

    assertThat(health.refused()).isOne();
    assertThat(health.ready()).isTrue(); // the other senders are served
    assertThat(health.snapshot().toString()).contains("[cxone.dnc-events]: grant it WRITE");
    kafka.acknowledged("cxone.dnc-events");
    assertThat(health.refused()).isZero();
    assertThat(health.snapshot().toString()).contains("status=UP");
  }

  @Test
  void shouldNotBeReadyWhenKafkaRefusesItFromTheStart() {
    new KafkaHealth(health).notReached(new SaslAuthenticationException("no"));

    assertThat(health.ready()).isFalse();
    assertThat(health.snapshot().toString()).contains("correct its credentials");
  }

  @Test
  void shouldFailTheHealthCheckWhenItCanCompleteNoMorePublications() {
    breaks.set(true);

    var silent = publisher.await(send("1"));

    assertThat(silent).isInstanceOf(Publication.Unavailable.class);
    await().until(() -> !health.alive());
    assertThat(health.snapshot())
        .extracting(HealthCheck::name, HealthCheck::status)
        .contains(tuple("publication-timeouts", HealthCheck.Status.FAILED));
  }

  @Test
  void shouldAskAgainForANewProducerWhenThereIsNone() {
    refusals.set(1);
    var first = send("1");
    producers.getFirst().errorNext(new OutOfOrderSequenceException("out of order"));
    var second = send("2");
    producers.getFirst().errorNext(new OutOfOrderSequenceException("out of order"));
    var third = send("3");
    producers.getLast().completeNext();

    assertThat(publisher.await(first)).isInstanceOf(Publication.Unavailable.class);
    assertThat(publisher.await(second)).isInstanceOf(Publication.Unavailable.class);
    assertThat(publisher.await(third)).isInstanceOf(Publication.Durable.class);
    assertThat(producers).hasSize(2);
  }

  @Test
  void shouldWaitNoLongerThanTheSenderHasTimeForAndKeepTheProducer() {
    try (var patient =
        new KafkaPublisher(this::producer, Duration.ofMinutes(1), new KafkaHealth(health))) {
      var sent = send(patient, "1");

      var answer = patient.await(sent, System.nanoTime());

      assertThat(answer).isInstanceOf(Publication.Unavailable.class);
      assertThat(sent).isNotDone();
      producers.getLast().completeNext();
      assertThat(patient.await(sent)).isInstanceOf(Publication.Durable.class);
      assertThat(producers).hasSize(2); // one of each publisher
    }
  }

  @Test
  void shouldEndAllWaitingWhenItCloses() {
    var sent = send("1");
    var waiting = CompletableFuture.supplyAsync(() -> publisher.await(sent));

    publisher.close();

    assertThat(waiting).succeedsWithin(Duration.ofSeconds(20));
    assertThat(waiting.join()).isInstanceOf(Publication.Unavailable.class);
  }

  @Test
  void shouldWaitForManyNoLongerThanForOne() {
    var sent = new ArrayList<CompletableFuture<Publication>>();
    for (var i = 0; i < 200; i++) {
      sent.add(send(Integer.toString(i)));
    }
    producers.getFirst().completeNext();
    var began = System.nanoTime();

    var publication = publisher.awaitAll(sent, System.nanoTime() + MINUTE);

    assertThat(publication).isInstanceOf(Publication.Unavailable.class);
    // one by one it would be 200 times 0.6 s
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(60));
  }

  @Test
  void shouldNotCallAnEnvelopeDurableWhenOneOfItsRecordsIsNot() {
    var sent = List.of(send("1"), send("2"), send("3"));
    producers.getFirst().completeNext();
    producers.getFirst().errorNext(new TimeoutException("expired"));
    producers.getFirst().completeNext();

    assertThat(publisher.awaitAll(sent, System.nanoTime() + MINUTE))
        .isInstanceOf(Publication.Unavailable.class);
  }

  private CompletableFuture<Publication> send(String id) {
    return send(publisher, id);
  }

  private static CompletableFuture<Publication> send(KafkaPublisher publisher, String id) {
    var headers =
        new EventHeaders(id, "type", "/source", id, NOW, NOW, EventHeaders.newTraceparent());
    return publisher.send(TOPICS.callResults(), id, new byte[0], headers);
  }
}
