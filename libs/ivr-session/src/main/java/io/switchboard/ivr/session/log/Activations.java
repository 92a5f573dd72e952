package io.switchboard.ivr.session.log;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which of two activations of a menu definition counts. */
public final class Activations {
  private Activations() {}

  /**
   * Whether an activation replaces the one in force: the later time does, at equal times the larger
   * hash; one without a time always does.
   *
   * @param hash of the definition in force
   * @param at when that was asked for; null when its activation told no time
   */
  public static boolean replaces(
      String hash, @Nullable Instant at, String newHash, @Nullable Instant newAt) {
    if (at == null || newAt == null) {
      return true;
    }
    var order = at.compareTo(newAt);
    return order < 0 || order == 0 && hash.compareTo(newHash) <= 0;
  }
}
