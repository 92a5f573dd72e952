package io.switchboard.contract.topic;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;

/** Waits for the results of an admin client. */
final class AdminAnswers {
  static final int TIMEOUT_SECONDS = 30;

  private AdminAnswers() {}

  /**
   * The answer.
   *
   * @throws IllegalStateException when the cluster refuses or does not answer within 30 s
   */
  static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      var cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalStateException("the cluster refused: " + cause.getMessage(), cause);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "the cluster did not answer within " + TIMEOUT_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the cluster was asked", e);
    }
  }
}
