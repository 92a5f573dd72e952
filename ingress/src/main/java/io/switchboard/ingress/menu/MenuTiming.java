package io.switchboard.ingress.menu;

import java.time.Duration;

/**
 * How long a live call may wait, and for how much.
 *
 * @param decision longest wait for ivr-streams before the root menu is answered
 * @param profile longest wait for the caller's profile
 * @param staleProfile longest wait for a fresh profile when an older answer is at hand
 * @param lateDecisionsToOpen so many late decisions in a row open the breaker
 * @param idleProbe an open breaker lets a call wait again when nothing was asked for so long
 * @param maxPending so many calls may wait at once; more are answered with the root menu
 */
public record MenuTiming(
    Duration decision,
    Duration profile,
    Duration staleProfile,
    int lateDecisionsToOpen,
    Duration idleProbe,
    int maxPending) {

  /** By the rules: 800 ms for the decision, 3 s for the profile. CXone gives up at 10 s. */
  public static final MenuTiming DEFAULT =
      new MenuTiming(
          Duration.ofMillis(800),
          Duration.ofSeconds(3),
          Duration.ofMillis(250),
          3,
          Duration.ofSeconds(10),
          2_000);
}
