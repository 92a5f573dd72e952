package io.switchboard.ingress.menu;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether waiting for ivr-streams is worth a caller's time. Several late decisions in a row
 * open it; from then on no call waits. The requests are still written, and the first decision that
 * arrives in time closes it: no caller is made to wait for a trial, except one when nothing was
 * asked for a while. Thread-safe.
 */
final class DecisionBreaker {
  private static final Logger LOG = LoggerFactory.getLogger(DecisionBreaker.class);

  private final int latesToOpen;
  private final long idleNanos;
  private State state = new Closed(0);

  DecisionBreaker(MenuTiming timing) {
    this.latesToOpen = timing.latesToOpen();
    this.idleNanos = timing.idleProbe().toNanos();
  }

  /** Whether a call that asks now may wait. */
  synchronized boolean mayWait(long nanos) {
    return switch (state) {
      case Closed _ -> true;
      case Open(var askedAt) -> {
        state = new Open(nanos);
        yield nanos - askedAt > idleNanos;
      }
    };
  }

  /** A decision came in time. */
  synchronized void decided() {
    if (state instanceof Open) {
      LOG.info("ivr-streams decides in time again: calls wait for it");
    }
    state = new Closed(0);
  }

  /** A decision did not come in time. */
  synchronized void late(long nanos) {
    if (state instanceof Closed(var lates)) {
      if (lates + 1 < latesToOpen) {
        state = new Closed(lates + 1);
      } else {
        state = new Open(nanos);
        LOG.warn("ivr-streams was late {} times in a row: calls get the root menu", latesToOpen);
      }
    }
  }

  synchronized boolean open() {
    return state instanceof Open;
  }

  private sealed interface State {}

  /** Calls wait. */
  private record Closed(int lates) implements State {}

  /** Calls do not wait. */
  private record Open(long askedAt) implements State {}
}
