package io.switchboard.pushes.delivery;

import io.switchboard.pushes.state.Push;
import org.jspecify.annotations.Nullable;

/**
 * The state of one key that is to be pushed, and a newer one that arrived while it was in flight.
 */
final class PendingPush {
  /** After this many failures of a batch, its size is halved. */
  private static final int MAX_FAILURES_OF_WHOLE_BATCHES = 2;

  private final long sequence;
  private Push push;
  private @Nullable Push next;
  private boolean inFlight;
  private long readyAt;
  private boolean fixedWait;
  private boolean alone;
  private int attempts;
  private int failures;
  private long failingSince;
  private long firstAttemptAt;

  PendingPush(long sequence, Push push) {
    this.sequence = sequence;
    this.push = push;
  }

  Push push() {
    return push;
  }

  long sequence() {
    return sequence;
  }

  boolean inFlight() {
    return inFlight;
  }

  void inFlight(boolean now) {
    inFlight = now;
  }

  /** The latest known state of the key. */
  Push newest() {
    return next == null ? push : next;
  }

  @Nullable Push next() {
    return next;
  }

  void next(Push newer) {
    next = newer;
  }

  /** Replaces the state by the newer one; the old one needs no push. */
  void replace(Push newer) {
    push = newer;
    next = null;
    attempts = 0;
  }

  /** Nanoseconds until the next attempt; not positive when it is due. */
  long untilReady(long now) {
    return readyAt - now;
  }

  /** Whether {@link Backlog#retryNow} does not shorten its wait. */
  boolean fixedWait() {
    return fixedWait;
  }

  void readyAt(long time, boolean fixed) {
    readyAt = time;
    fixedWait = fixed;
  }

  void attempted(long now) {
    if (attempts == 0) {
      firstAttemptAt = now;
    }
    attempts++;
  }

  int attempts() {
    return attempts;
  }

  long firstAttemptAt() {
    return firstAttemptAt;
  }

  void failed(long now) {
    if (failures == 0) {
      failingSince = now;
    }
    failures++;
  }

  /** CXone has failed this element of a request: the next request contains no other. */
  void sendAlone() {
    alone = true;
  }

  void succeeded() {
    failures = 0;
    alone = false;
  }

  int failures() {
    return failures;
  }

  long failingSince() {
    return failingSince;
  }

  /** The largest batch for this state, so that one bad key does not delay others. */
  int largestBatch(int limit) {
    if (alone) {
      return 1;
    }
    return failures <= MAX_FAILURES_OF_WHOLE_BATCHES
        ? limit
        : Math.max(1, limit >> Math.min(30, failures - MAX_FAILURES_OF_WHOLE_BATCHES));
  }
}
