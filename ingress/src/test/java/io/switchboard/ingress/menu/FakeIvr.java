package io.switchboard.ingress.menu;

import io.switchboard.contract.event.ivr.CallDecision;
import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.event.ivr.CallerAction;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.settings.KafkaSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Answers every menu request on {@code cxone.dtmf} as a test wants it, for as long as it is let.
 */
public final class FakeIvr implements AutoCloseable {
  private final KafkaSettings kafka;
  private final BiFunction<CallEvent.MenuRequest, Integer, CallerAction> rule;
  private final Thread thread;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CountDownLatch ready = new CountDownLatch(1);
  private final AtomicInteger turns = new AtomicInteger();
  private final ReentrantLock suspension = new ReentrantLock(true);

  private FakeIvr(
      KafkaSettings kafka, BiFunction<CallEvent.MenuRequest, Integer, CallerAction> rule) {
    this.kafka = kafka;
    this.rule = rule;
    this.thread = Thread.ofPlatform().name("fake-ivr").start(this::run);
  }

  /** Starts one that reads from now on. */
  public static FakeIvr start(
      KafkaSettings kafka, BiFunction<CallEvent.MenuRequest, Integer, CallerAction> rule) {
    var ivr = new FakeIvr(kafka, rule);
    try {
      ivr.ready.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return ivr;
  }

  /** One that answers a prompt named after the request's tier and digits. */
  public static FakeIvr start(KafkaSettings kafka) {
    return start(
        kafka,
        (request, _) ->
            collect("https://prompts.test/" + request.tier().wireName() + "-" + request.dtmf()));
  }

  public static CallerAction collect(String prompt) {
    return new CallerAction.Collect(prompt, 1, 10, List.of("#", "*"));
  }

  /** Stops reading, as a stopped process does; when resumed it answers everything that waited. */
  public void suspend() {
    suspension.lock();
  }

  public void resume() {
    suspension.unlock();
  }

  private void run() {
    var topics = kafka.topics();
    try (var consumer =
            new KafkaConsumer<>(
                kafka.clientProperties(Map.of()),
                topics.dtmf().keys().deserializer(),
                topics.dtmf().values().deserializer());
        var producer =
            new KafkaProducer<>(
                kafka.clientProperties(Map.of("linger.ms", 0)),
                topics.ivrDecisions().keys().serializer(),
                topics.ivrDecisions().values().serializer())) {
      var partitions =
          consumer.partitionsFor(topics.dtmf().name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.endOffsets(partitions).forEach(consumer::seek);
      ready.countDown();
      while (closed.getCount() > 0) {
        suspension.lock();
        try {
          for (var record : consumer.poll(Duration.ofMillis(50))) {
            decide(record).ifPresent(decision -> send(producer, decision));
          }
        } finally {
          suspension.unlock();
        }
      }
    }
  }

  private static void send(
      KafkaProducer<String, CallDecision> producer, ProducerRecord<String, CallDecision> decision) {
    var _ = producer.send(decision);
  }

  private java.util.Optional<ProducerRecord<String, CallDecision>> decide(
      ConsumerRecord<String, CallEvent> record) {
    if (!(record.value() instanceof CallEvent.MenuRequest request)) {
      return java.util.Optional.empty();
    }
    var id = EventHeaders.text(record.headers(), "ce_id").orElseThrow();
    var turn = turns.incrementAndGet();
    var decision =
        new CallDecision(
            request.callId(), id, Instant.EPOCH, turn, rule.apply(request, turn), "moved", null);
    return java.util.Optional.of(
        new ProducerRecord<>(kafka.topics().ivrDecisions().name(), request.callId(), decision));
  }

  @Override
  public void close() {
    closed.countDown();
    if (suspension.isHeldByCurrentThread()) {
      resume(); // a suspended thread would never end
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
