package io.switchboard.replay.copy;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Waits for results of the admin client, with a timeout. */
public final class AdminResults {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

  private AdminResults() {}

  /**
   * The result.
   *
   * @throws IllegalStateException when the cluster refuses or does not answer
   */
  public static <T> T of(KafkaFuture<T> future) {
    try {
      return future.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("the cluster refused: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "the cluster did not answer within " + TIMEOUT.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the cluster was asked", e);
    }
  }

  /** Waits until all brokers know a change that one of them accepted. */
  static void eventually(BooleanSupplier known) {
    var until = System.nanoTime() + TIMEOUT.toNanos();
    while (!isKnown(known)) {
      if (System.nanoTime() > until) {
        throw new IllegalStateException("the cluster does not show the new topic");
      }
      LockSupport.parkNanos(POLL_INTERVAL.toNanos());
    }
  }

  private static boolean isKnown(BooleanSupplier known) {
    try {
      return known.getAsBoolean();
    } catch (UnknownTopicOrPartitionException _) {
      return false; // metadata are propagated
    }
  }
}
