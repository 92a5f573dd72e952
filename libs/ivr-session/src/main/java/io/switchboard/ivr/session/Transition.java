package io.switchboard.ivr.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an event makes of a session.
 *
 * @param session the session after it; null when there is none, or none any more
 */
public record Transition(@Nullable Session session, List<Effect> effects) {
  public Transition {
    effects = List.copyOf(effects);
  }

  static Transition silent(@Nullable Session session) {
    return new Transition(session, List.of());
  }
}
