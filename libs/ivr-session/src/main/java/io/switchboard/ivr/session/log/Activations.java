package io.switchboard.ivr.session.log;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides which of two activations of a menu definition wins. */
public final class Activations {
  private Activations() {}

  /**
   * Whether an activation replaces the active one: the later time wins, at equal times the larger
   * hash; one without a time always wins.
   *
   * @param hash of the active definition
   * @param at the time of its activation; null for none
   */
  public static boolean replaces(
      String hash, @Nullable Instant at, String newHash, @Nullable Instant newAt) {
    if (at == null || newAt == null) {
      return true;
    }
    var order = at.compareTo(newAt);
    return order < 0 || (order == 0 && hash.compareTo(newHash) <= 0);
  }
}
