package io.switchboard.ingress.publishing;

import io.switchboard.service.HealthChecks;
import io.switchboard.service.task.ScheduledTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
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

  /** A stack: what is pushed costs one object and one compare-and-set. */
  private final AtomicReference<@Nullable Waiting> waiting = new AtomicReference<>();

  private final ScheduledTask poller;
  private volatile boolean closed;

  private record Waiting(CompletableFuture<Publication> sent, long began, @Nullable Waiting next) {}

  /**
   * @param onTimeout receives the {@link System#nanoTime} at which the last of the waits began that
   *     have timed out
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
    push(sent, System.nanoTime());
    if (closed) {
      completeAll();
    }
  }

  private void push(CompletableFuture<Publication> sent, long began) {
    waiting.getAndUpdate(next -> new Waiting(sent, began, next));
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
    var overdue = new ArrayList<Waiting>();
    for (var each = waiting.getAndSet(null); each != null; each = each.next()) {
      if (!each.sent().isDone()) {
        if (now - each.began() > timeoutNanos) {
          overdue.add(each);
        } else {
          push(each.sent(), each.began());
        }
      }
    }
    try {
      overdue.stream().mapToLong(Waiting::began).max().ifPresent(onTimeout);
    } finally {
      overdue.forEach(each -> each.sent().complete(new Publication.Unavailable("no answer")));
      if (closed) {
        completeAll(); // what was pushed back meanwhile
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
    for (var each = waiting.getAndSet(null); each != null; each = each.next()) {
      each.sent().complete(new Publication.Unavailable("stopping"));
    }
  }
}
