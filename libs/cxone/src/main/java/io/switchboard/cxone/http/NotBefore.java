package io.switchboard.cxone.http;

import io.switchboard.cxone.http.HttpTransport.Exchange;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The time before which a server wants no request: what its answers 429 ask for, else a backoff.
 * Thread-safe.
 */
public final class NotBefore {
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(250), Duration.ofSeconds(30));
  private static final long JITTER = Duration.ofSeconds(1).toNanos();
  private static final int TOO_MANY_REQUESTS = 429;

  private final int enough;
  private int inARow;
  private long setAt = System.nanoTime();
  private long end = setAt;

  /**
   * @param enough so many answers 429 in a row concern all requests; fewer may concern what was
   *     requested, for which the others do not wait
   */
  public NotBefore(int enough) {
    this.enough = enough;
  }

  /** How long no request may be sent; empty when one may be sent now. */
  public synchronized Optional<Duration> left() {
    var left = end - System.nanoTime();
    return left > 0 ? Optional.of(Duration.ofNanos(left)) : Optional.empty();
  }

  /** The result of a request that was sent at this {@link System#nanoTime}. */
  public void answered(Exchange exchange, long sentAt) {
    if (exchange instanceof Exchange.Received(var status, var headers, _, _)) {
      if (status == TOO_MANY_REQUESTS) {
        throttled(RetryAfter.of(headers, Instant.now()).orElse(null), sentAt);
      } else {
        accepted(sentAt);
      }
    }
  }

  synchronized void throttled(@Nullable Duration asked, long sentAt) {
    var isNew = sentAt - setAt >= 0; // not one of many that were in flight together
    inARow += isNew ? 1 : 0;
    if (inARow < enough) {
      return;
    }
    var now = System.nanoTime();
    var random = ThreadLocalRandom.current();
    if (asked != null && asked.isPositive()) {
      wait(now + asked.toNanos() + random.nextLong(JITTER), now);
    } else if (isNew) {
      wait(now + BACKOFF.after(inARow - enough + 1, random).toNanos(), now);
    }
  }

  private void wait(long until, long now) {
    setAt = now;
    end = until - end > 0 ? until : end;
  }

  private synchronized void accepted(long sentAt) {
    if (sentAt - setAt >= 0) {
      inARow = 0;
    }
  }
}
