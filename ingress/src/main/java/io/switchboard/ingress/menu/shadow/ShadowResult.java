package io.switchboard.ingress.menu.shadow;

import io.switchboard.contract.event.ivr.CallerAction;
import java.util.List;

/** What the sessions and the log that this ingress follows say about a request. */
public sealed interface ShadowResult {

  /**
   * What ivr-streams will decide.
   *
   * @param path the keys that moved the call, in order; sensitive ones masked
   * @param offset of the request on the log; -1 when it is not there yet
   */
  record Decided(CallerAction action, int turn, List<String> path, long offset)
      implements ShadowResult {
    public Decided {
      path = List.copyOf(path);
    }

    /** Whether a decision is another one than this. */
    boolean differs(CallerAction otherAction, int otherTurn) {
      return turn != otherTurn || !action.equals(otherAction);
    }

    /**
     * Whether a decision with the id of the request may be the one on it: a sender that repeats a
     * request repeats its id.
     */
    boolean isOn(long nextOffset) {
      return offset < 0 || nextOffset == offset + 1;
    }
  }

  /** It cannot be told. */
  record Undecided(UndecidedReason reason) implements ShadowResult {}
}
