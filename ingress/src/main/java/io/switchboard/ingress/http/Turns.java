package io.switchboard.ingress.http;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Large bodies are read in turn, so many at a time: a thousand of them neither fill the memory with
 * what was read nor keep the processors from a waiting caller.
 */
final class Turns {
  static final Duration PATIENCE = Duration.ofMillis(300);
  private final Semaphore turns;

  Turns(int atATime) {
    turns = new Semaphore(atATime, true);
  }

  /** All processors but one, and at least one. */
  static Turns ofThisMachine() {
    return new Turns(Math.max(1, Runtime.getRuntime().availableProcessors() - 1));
  }

  /** Does the work when its turn comes; empty when that took too long. */
  <T> Optional<T> inTurn(Supplier<T> work) {
    try {
      if (!turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return Optional.empty();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    try {
      return Optional.of(work.get());
    } finally {
      turns.release();
    }
  }
}
