package io.switchboard.ingress.publishing;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Completes publications that Kafka has not acknowledged within the timeout. One thread polls them,
 * so that the thousands of requests a second that wait for an acknowledgement need no timer each.
 */
final class PublicationTimeouts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PublicationTimeouts.class);
  private static final long POLL_INTERVAL_MILLIS = 50;
  private final long timeoutNanos;
  private final LongConsumer onTimeout;

  /** All have the same timeout, so the queue is in the order of their deadlines. */
  private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();

  private final ScheduledExecutorService poller =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("publication-deadlines").factory());

  private volatile boolean closed;

  private record Waiting(CompletableFuture<Publication> sent, long began) {}

  /**
   * @param onTimeout receives the {@link System#nanoTime} at which the wait began
   */
  PublicationTimeouts(Duration timeout, LongConsumer onTimeout) {
    this.timeoutNanos = timeout.toNanos();
    this.onTimeout = onTimeout;
    poller.scheduleWithFixedDelay(
        this::poll, POLL_INTERVAL_MILLIS, POLL_INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
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
      LOG.error("Cannot complete overdue publications; retrying in {} ms", POLL_INTERVAL_MILLIS, e);
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
    poller.shutdownNow();
    completeAll();
  }

  private void completeAll() {
    for (var next = waiting.poll(); next != null; next = waiting.poll()) {
      next.sent().complete(new Publication.Unavailable("stopping"));
    }
  }
}
