package io.switchboard.ingress.publishing;

import io.switchboard.service.HealthChecks;
import io.switchboard.service.ScheduledTask;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Completes publications that Kafka has not acknowledged within the timeout. One thread polls them,
 * so that the thousands of requests a second that wait for an acknowledgement need no timer each.
 */
final class PublicationTimeouts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PublicationTimeouts.class);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
  private final long timeoutNanos;
  private final LongConsumer onTimeout;

  /** All have the same timeout, so the queue is in the order of their deadlines. */
  private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();

  private final ScheduledTask poller;
  private volatile boolean closed;

  private record Waiting(CompletableFuture<Publication> sent, long began) {}

  /**
   * @param onTimeout receives the {@link System#nanoTime} at which the wait began
   */
  PublicationTimeouts(Duration timeout, LongConsumer onTimeout, HealthChecks health) {
    this.timeoutNanos = timeout.toNanos();
    this.onTimeout = onTimeout;
    this.poller =
        ScheduledTask.withFixedDelay(
            "publication-timeouts", health, POLL_INTERVAL, POLL_INTERVAL, this::poll);
  }

  /** Completes a publication when the timeout passes first. */
  void watch(CompletableFuture<Publication> sent) {
    waiting.add(new Waiting(sent, System.nanoTime()));
    if (closed) {
      completeAll();
    }
  }

  private void poll() {
    try {
      completeOverdue();
    } catch (RuntimeException e) { // an exception would end the schedule
      LOG.error(
          "Cannot complete overdue publications; retrying in {} ms", POLL_INTERVAL.toMillis(), e);
    }
  }

  private void completeOverdue() {
    var now = System.nanoTime();
    for (var first = waiting.peek();
        first != null && (first.sent().isDone() || now - first.began() > timeoutNanos);
        first = waiting.peek()) {
      waiting.remove();
      if (first.sent().complete(new Publication.Unavailable("no answer"))) {
        onTimeout.accept(first.began());
      }
    }
  }

  /** Completes all publications that still wait. */
  @Override
  public void close() {
    closed = true;
    poller.close();
    completeAll();
  }

  private void completeAll() {
    for (var next = waiting.poll(); next != null; next = waiting.poll()) {
      next.sent().complete(new Publication.Unavailable("stopping"));
    }
  }
}
