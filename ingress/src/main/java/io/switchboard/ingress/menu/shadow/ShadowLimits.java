package io.switchboard.ingress.menu.shadow;

import java.time.Duration;

/**
 * How much is kept and read for shadow decisions.
 *
 * @param maxCalls calls that are remembered, open and ended ones
 * @param maxBytes about how much memory they take together
 * @param window how far back decisions are read at the start; no session is silent for longer
 * @param maxDecisions so many decisions are read at the start at the most
 */
public record ShadowLimits(int maxCalls, long maxBytes, Duration window, int maxDecisions) {

  /** A quarter of the heap at the most. */
  public static ShadowLimits standard() {
    return new ShadowLimits(
        200_000,
        Math.min(128L << 20, Runtime.getRuntime().maxMemory() / 4),
        CallStore.MAX_SILENCE.plusMinutes(1),
        100_000);
  }
}
