package io.switchboard.ivr.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of an event.
 *
 * @param session the session after it; null for none
 */
public record Transition(@Nullable Session session, List<Effect> effects) {
  public Transition {
    effects = List.copyOf(effects);
  }

  static Transition silent(@Nullable Session session) {
    return new Transition(session, List.of());
  }
}
