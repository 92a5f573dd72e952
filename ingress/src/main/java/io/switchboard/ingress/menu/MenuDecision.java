package io.switchboard.ingress.menu;

import io.switchboard.contract.event.ivr.CallerAction;
import java.util.List;

/** The decision on a request, and which side made it. */
sealed interface MenuDecision {

  /** Decided by ivr-streams. */
  record Decided(CallerAction action, int turn, List<String> path) implements MenuDecision {}

  /**
   * Decided here, as ivr-streams will decide.
   *
   * @param why ivr-streams was not waited for any longer; for metrics
   */
  record Shadow(CallerAction action, int turn, List<String> path, String why)
      implements MenuDecision {}

  /**
   * Not decided: the caller hears the root menu.
   *
   * @param why for metrics
   */
  record Missing(String why) implements MenuDecision {}
}
