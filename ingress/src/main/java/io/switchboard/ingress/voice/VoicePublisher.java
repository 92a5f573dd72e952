package io.switchboard.ingress.voice;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.topic.Topic;
import io.switchboard.ingress.publishing.Publication;
import io.switchboard.ingress.publishing.Publisher;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends records to Kafka and blocks its caller while Kafka is slower. Nothing is dropped while it
 * is open: what was not acknowledged is sent again for ever. The order of a call is the
 * publisher's, which itself retries in order; only after an error that it gives up on (no rights on
 * the topic) may a record come behind later ones.
 */
final class VoicePublisher implements AutoCloseable {
  static final int MAX_UNACKNOWLEDGED = 500;

  private static final Logger LOG = LoggerFactory.getLogger(VoicePublisher.class);
  private static final Duration PERMIT_TIMEOUT = Duration.ofSeconds(1);
  private static final long LOG_INTERVAL_NANOS = Duration.ofSeconds(30).toNanos();

  private final Publisher publisher;
  private final Topic<String, CallEvent> topic;
  private final Duration retryInterval;
  private final Semaphore permits = new Semaphore(MAX_UNACKNOWLEDGED);
  private final Counter blocked;
  private final Counter retried;
  private final AtomicLong loggedAt = new AtomicLong(System.nanoTime() - LOG_INTERVAL_NANOS);
  private volatile boolean closed;

  /**
   * @param retryInterval before a record is sent again
   */
  VoicePublisher(
      Publisher publisher,
      Topic<String, CallEvent> topic,
      Duration retryInterval,
      MeterRegistry meters) {
    this.publisher = publisher;
    this.topic = topic;
    this.retryInterval = retryInterval;
    this.blocked =
        Counter.builder("voice_blocked_seconds_total")
            .description("How long the socket was not read because Kafka was slow")
            .register(meters);
    this.retried =
        Counter.builder("voice_retries_total")
            .description("Records that were sent again because Kafka did not take them")
            .register(meters);
    Gauge.builder("voice_unacknowledged", this, VoicePublisher::unacknowledged)
        .description("Records that Kafka has not acknowledged yet")
        .register(meters);
  }

  /** Returns when the record is sent; blocks while too many are not acknowledged. */
  void put(VoiceRecord record) {
    var began = System.nanoTime();
    var interrupted = awaitPermit();
    deliver(record);
    var nanos = System.nanoTime() - began;
    if (nanos > PERMIT_TIMEOUT.toNanos() / 10) {
      blocked.increment(nanos / 1e9);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** A frame that was read is not dropped: an interrupt is only reported. */
  private boolean awaitPermit() {
    var interrupted = false;
    while (!closed) {
      try {
        if (permits.tryAcquire(PERMIT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
          break;
        }
        warn("has no room");
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    return interrupted;
  }

  private void deliver(VoiceRecord record) {
    while (!closed) {
      var sent = publisher.send(topic, record.callId(), record.event(), record.headers());
      if (sent.isDone() && sent.join() instanceof Publication.Unavailable(var reason)) {
        pauseBeforeRetry(reason);
      } else {
        var _ = sent.thenAccept(publication -> completed(record, publication));
        return;
      }
    }
  }

  /** On the publisher's own thread, which must not wait. */
  private void completed(VoiceRecord record, Publication publication) {
    switch (publication) {
      case Publication.Durable _ -> permits.release();
      case Publication.Unavailable(var reason) ->
          Thread.ofVirtual()
              .name("voice-retry")
              .start(
                  () -> {
                    pauseBeforeRetry(reason);
                    deliver(record);
                  });
    }
  }

  private void pauseBeforeRetry(String reason) {
    retried.increment();
    warn("does not take a record (" + reason + "), it is sent again");
    try {
      Thread.sleep(retryInterval);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void warn(String what) {
    var now = System.nanoTime();
    var before = loggedAt.get();
    if (now - before >= LOG_INTERVAL_NANOS && loggedAt.compareAndSet(before, now)) {
      LOG.warn("Kafka {}; the voice socket waits, {} unacknowledged", what, unacknowledged());
    }
  }

  int unacknowledged() {
    return MAX_UNACKNOWLEDGED - permits.availablePermits();
  }

  /** Ends all waits; called after the socket is closed. */
  @Override
  public void close() {
    closed = true;
    if (unacknowledged() > 0) {
      LOG.warn("{} records of the voice socket are not acknowledged yet", unacknowledged());
    }
  }
}
