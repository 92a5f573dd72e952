package io.switchboard.ingress.limits;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Bounds how many large bodies are parsed at once, so that they neither fill the memory with trees
 * nor keep the processors from a waiting caller.
 */
public final class LargeBodyTurns {
  public static final Duration TURN_TIMEOUT = Duration.ofMillis(300);
  private final Semaphore turns;

  LargeBodyTurns(int atATime) {
    turns = new Semaphore(atATime, true);
  }

  /** All processors but one, and at least one. */
  public static LargeBodyTurns ofThisMachine() {
    return new LargeBodyTurns(Math.max(1, Runtime.getRuntime().availableProcessors() - 1));
  }

  /** Does the work in its turn; empty when that took too long. */
  public <T> Optional<T> inTurn(Supplier<T> work) {
    try {
      if (!turns.tryAcquire(TURN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
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
