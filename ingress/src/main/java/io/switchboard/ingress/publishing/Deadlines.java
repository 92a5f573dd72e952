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
 * Ends what is waited for longer than it may take. One thread looks now and then, so that the
 * thousands who wait for an acknowledgement every second need no timer each: nearly always the
 * answer comes in time.
 */
final class Deadlines implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Deadlines.class);
  private static final long BETWEEN_LOOKS_MILLIS = 50;
  private final long patience;
  private final LongConsumer passed;

  /** All have the same patience, so the first is the first to pass. */
  private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();

  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("publication-deadlines").factory());

  private volatile boolean closed;

  private record Waiting(CompletableFuture<Publication> sent, long began) {}

  /**
   * @param passed is told when a wait that nobody ended had begun
   */
  Deadlines(Duration patience, LongConsumer passed) {
    this.patience = patience.toNanos();
    this.passed = passed;
    looks.scheduleWithFixedDelay(
        this::look, BETWEEN_LOOKS_MILLIS, BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** From now on, what was sent is completed in time, by whoever it may be. */
  void watch(CompletableFuture<Publication> sent) {
    waiting.add(new Waiting(sent, System.nanoTime()));
    if (closed) {
      endAll();
    }
  }

  private void look() {
    try {
      endWhatTookTooLong();
    } catch (RuntimeException e) { // a look that fails must not be the last
      LOG.error("Looking at deadlines failed", e);
    }
  }

  private void endWhatTookTooLong() {
    var now = System.nanoTime();
    for (var first = waiting.peek();
        first != null && (first.sent().isDone() || now - first.began() > patience);
        first = waiting.peek()) {
      waiting.remove();
      if (first.sent().complete(new Publication.Unavailable("no answer"))) {
        passed.accept(first.began());
      }
    }
  }

  /** Ends all waiting. */
  @Override
  public void close() {
    closed = true;
    looks.shutdownNow();
    endAll();
  }

  private void endAll() {
    for (var next = waiting.poll(); next != null; next = waiting.poll()) {
      next.sent().complete(new Publication.Unavailable("stopping"));
    }
  }
}
