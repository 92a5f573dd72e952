package io.switchboard.pushes.records;

import io.switchboard.contract.event.PushAnswer;
import io.switchboard.contract.headers.DeadLetterHeaders.DeadLetter;
import io.switchboard.contract.headers.DeadLetterRecord;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.headers.EventType;
import io.switchboard.contract.headers.ServiceName;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.Topic;
import io.switchboard.contract.topic.Topics;
import io.switchboard.pushes.state.Push;
import io.switchboard.pushes.state.PushInput;
import io.switchboard.service.HealthCheck;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.KafkaFailure;
import io.switchboard.service.RefusalCheck;
import io.switchboard.service.ReplaceableProducer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes final answers to {@code cxone.pushes}, and refused pushes to the dead-letter topic.
 * Returns when Kafka has acknowledged them, without a time limit: only then may offsets advance.
 */
public final class AnswerLog implements AutoCloseable {
  public static final String SERVICE = ServiceName.SINK_POSTGRES.wireName();
  private static final Logger LOG = LoggerFactory.getLogger(AnswerLog.class);

  /** The producer completes each send within its delivery timeout while its thread lives. */
  private static final Duration ACKNOWLEDGEMENT_TIMEOUT = Duration.ofSeconds(15);

  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

  private static final String CHECK = "cxone-answers";

  /** Answers that are late only because a broker restarts are not reported. */
  private static final int STALLED_ATTEMPTS = 3;

  private static final String STALLED =
      "Kafka takes no answers of CXone (%s), and the pushes wait: check with 'switchboard topics"
          + " plan' that %s and %s exist, and that min.insync.replicas of their brokers are up";

  private final HealthChecks health;
  private final ReplaceableProducer producers;
  private final Topic<String, PushAnswer> answers;
  private final String deadLetters;
  private final RefusalCheck refusals;
  private volatile boolean stalled;

  /**
   * @param health gets the check {@code cxone-answers} while Kafka does not take the answers
   */
  public AnswerLog(ReplaceableProducer producers, Topics topics, HealthChecks health) {
    this.health = health;
    this.refusals = new RefusalCheck(CHECK, HealthCheck.Status.DOWN, health);
    this.answers = topics.pushes();
    this.deadLetters = topics.deadLetters(SERVICE).name();
    this.producers = producers;
  }

  public static AnswerLog connect(KafkaSettings kafka, HealthChecks health) {
    return new AnswerLog(
        ReplaceableProducer.connect(
            kafka,
            Map.of(
                "client.id",
                kafka.prefix().applyTo(SERVICE + "-cxone"),
                "acks",
                "all",
                "enable.idempotence",
                true,
                "linger.ms",
                2,
                // more requests in flight may cause OutOfOrderSequence, and answers are few
                "max.in.flight.requests.per.connection",
                1,
                "max.request.size",
                DeadLetterRecord.MAX_BYTES,
                "max.block.ms",
                5_000,
                "request.timeout.ms",
                5_000,
                "delivery.timeout.ms",
                10_000)),
        kafka.topics(),
        health);
  }

  /** Writes the answers to these pushes. */
  public void answered(List<Push> pushes, List<PushAnswer> given) throws InterruptedException {
    var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
    for (var i = 0; i < pushes.size(); i++) {
      records.add(answer(pushes.get(i), given.get(i)));
    }
    write(records);
  }

  /** Writes a push that CXone refuses, as a dead letter and as an answer. */
  public void deadLetter(Push push, PushAnswer answer, String errorClass, String destination)
      throws InterruptedException {
    write(
        List.of(
            deadLetterRecord(
                push.source(), errorClass, String.valueOf(answer.error()), destination),
            answer(push, answer)));
  }

  /** Writes a record that cannot be converted to a push, as a dead letter. */
  public void deadLetter(ConsumerRecord<byte[], byte[]> source, PushInput.Unfit unfit)
      throws InterruptedException {
    write(List.of(deadLetterRecord(source, unfit.error(), unfit.message(), "cxone")));
  }

  private ProducerRecord<byte[], byte[]> answer(Push push, PushAnswer answer) {
    var id =
        EventId.hash(
            "cxone.push",
            push.kind().wireName(),
            push.key(),
            push.eventId(),
            answer.outcome().name());
    var headers =
        new EventHeaders(
            id,
            EventType.PUSH_ANSWER.wireName(),
            ServiceName.SINK_POSTGRES.source(),
            push.key(),
            push.eventTime(),
            push.receivedAt(),
            push.traceparent());
    return new ProducerRecord<>(
        answers.name(),
        null,
        null,
        push.key().getBytes(StandardCharsets.UTF_8),
        answers.values().serializer().serialize(answers.name(), answer),
        headers.toKafka());
  }

  private ProducerRecord<byte[], byte[]> deadLetterRecord(
      ConsumerRecord<byte[], byte[]> source,
      String errorClass,
      String message,
      String destination) {
    var deadLetter =
        new DeadLetter(
            source.topic(),
            source.partition(),
            source.offset(),
            errorClass,
            message,
            destination,
            SERVICE,
            Instant.now());
    return DeadLetterRecord.of(
        deadLetters, source.key(), source.value(), source.headers(), deadLetter);
  }

  private void write(List<ProducerRecord<byte[], byte[]>> records) throws InterruptedException {
    for (var attempt = 1; !tried(records, attempt); attempt++) {
      Thread.sleep(RETRY_INTERVAL);
    }
    if (stalled) {
      stalled = false;
      health.forget(CHECK);
    }
  }

  /**
   * Whether Kafka has acknowledged all; a record that Kafka can never accept is logged and skipped.
   */
  private boolean tried(List<ProducerRecord<byte[], byte[]>> records, int attempt)
      throws InterruptedException {
    var producer = producers.current();
    try {
      var sent = new ArrayList<Future<?>>();
      while (sent.size() < records.size() && (sent.isEmpty() || !hasFailed(sent.getLast()))) {
        sent.add(producer.send(records.get(sent.size())));
      }
      var all = sent.size() == records.size();
      for (var each : sent) {
        all &= isTaken(producer, each, attempt);
      }
      return all;
    } catch (KafkaException | IllegalStateException e) {
      failed(producer, e, attempt);
      return false;
    }
  }

  /** Without its topic, each record would block the producer for its timeout. */
  private static boolean hasFailed(Future<?> sent) {
    return sent.state() == Future.State.FAILED
        && !(sent.exceptionNow() instanceof RecordTooLargeException);
  }

  private boolean isTaken(Producer<byte[], byte[]> producer, Future<?> sent, int attempt)
      throws InterruptedException {
    try {
      sent.get(ACKNOWLEDGEMENT_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
      refusals.succeeded();
      return true;
    } catch (TimeoutException e) { // its delivery timeout has passed: its thread has ended
      failed(producer, e, attempt);
      producers.replace(producer, e);
      return false;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RecordTooLargeException) {
        LOG.error("A record is too large for its topic; it is dropped", e.getCause());
        return true;
      }
      failed(producer, e.getCause() == null ? e : e.getCause(), attempt);
      return false;
    }
  }

  private void failed(Producer<byte[], byte[]> producer, Throwable cause, int attempt) {
    LOG.warn("Cannot write CXone's answers to Kafka; retrying", cause);
    var failure = KafkaFailure.ofWriter(cause);
    refusals.failed(failure);
    if (attempt >= STALLED_ATTEMPTS && !failure.isRefusal()) {
      stalled = true;
      health.paused(CHECK, STALLED.formatted(failure.detail(), answers.name(), deadLetters));
    }
    producers.failed(producer, cause);
  }

  @Override
  public void close() {
    producers.close();
  }
}
