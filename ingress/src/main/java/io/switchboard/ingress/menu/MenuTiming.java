package io.switchboard.ingress.menu;

import io.switchboard.ingress.menu.MenuQuestion.Channel;
import java.time.Duration;

/**
 * How long a live call may wait, and for how much.
 *
 * @param decision longest wait for the decision of ivr-streams
 * @param lateDecision the same while decisions of the partition are late, and a shadow decision can
 *     be taken
 * @param write longest wait for Kafka to take a request before the shadow decision: without its
 *     place on the log, requests of the call at other ingresses may be missing
 * @param log longest wait for the log to be read up to a request, before the shadow decision
 * @param profile longest wait for the caller's profile
 * @param staleProfile longest wait for a fresh profile when an older answer is at hand
 * @param maxPending so many calls may wait at once; more do not wait for ivr-streams
 */
public record MenuTiming(
    Duration decision,
    Duration lateDecision,
    Duration write,
    Duration log,
    Duration profile,
    Duration staleProfile,
    int maxPending) {

  /** By the rules: 800 ms for the decision, 3 s for the profile. CXone gives up at 10 s. */
  public static final MenuTiming DEFAULT =
      new MenuTiming(
          Duration.ofMillis(800),
          Duration.ofMillis(50),
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(3),
          Duration.ofMillis(250),
          2_000);

  /**
   * For a Studio script: NICE advises time-outs of 2 s at most, so all waits together are shorter.
   */
  public static final MenuTiming STUDIO =
      new MenuTiming(
          Duration.ofMillis(800),
          Duration.ofMillis(50),
          Duration.ofMillis(200),
          Duration.ofMillis(300),
          Duration.ofMillis(400),
          Duration.ofMillis(250),
          2_000);

  /** How long a caller on this channel may wait. */
  public static MenuTiming of(Channel channel) {
    return switch (channel) {
      case WEBHOOK, HUB -> DEFAULT;
      case STUDIO -> STUDIO;
    };
  }
}
