package io.switchboard.pushes.delivery;

import io.switchboard.cxone.http.Backoff;
import io.switchboard.cxone.rest.CxoneAnswer.TryAgain;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Decides when states are sent again. */
final class RetrySchedule {
  private static final Backoff RETRIES =
      new Backoff(Duration.ofMillis(250), Duration.ofSeconds(30));

  private final Backlog backlog;
  private final PushBreaker breaker;
  private final OpenOffsets openOffsets;
  private final Duration requestTimeout;

  /**
   * @param requestTimeout a request that timed out has ended on the server after this time again
   */
  RetrySchedule(
      Backlog backlog, PushBreaker breaker, OpenOffsets openOffsets, Duration requestTimeout) {
    this.backlog = backlog;
    this.breaker = breaker;
    this.openOffsets = openOffsets;
    this.requestTimeout = requestTimeout;
  }

  /**
   * The wait that CXone asks for. A request that timed out may still take effect: wait until it
   * must have ended, because it could overwrite a newer state.
   */
  @Nullable Duration minimumWait(TryAgain again) {
    var wait = again.retryAfter();
    return again.inDoubt() && (wait == null || wait.compareTo(requestTimeout) < 0)
        ? requestTimeout
        : wait;
  }

  /**
   * At least the time that CXone asked for, plus a random part, so that not all retry at the same
   * time.
   */
  void retryLater(List<PendingPush> batch, @Nullable Duration minimum) {
    for (var pending : batch) {
      var own =
          RETRIES.after(
              Math.max(pending.attempts(), pending.failures()), ThreadLocalRandom.current());
      if (minimum == null) {
        // the wait is fixed: a failure of one key does not end when CXone serves the others
        reschedule(
            pending, own, pending.failures() > 0 && breaker.isOfKeyAlone(pending.failingSince()));
      } else {
        var jitter = Duration.ofMillis(Math.min(1_000, own.toMillis()));
        reschedule(pending, minimum.plus(jitter), true);
      }
    }
  }

  private void reschedule(PendingPush pending, Duration wait, boolean fixedWait) {
    backlog.reschedule(pending, wait, fixedWait).ifPresent(openOffsets::done);
  }
}
