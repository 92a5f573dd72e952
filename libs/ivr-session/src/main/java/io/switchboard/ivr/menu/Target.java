package io.switchboard.ivr.menu;

import org.jspecify.annotations.Nullable;

/** The target of a choice, a silence or an exhausted limit. */
public sealed interface Target {

  /** Another node. */
  record Go(String node) implements Target {}

  /** The end of the menu and of the session. */
  sealed interface Action extends Target {}

  /** A transfer to an agent, to a queue if one is named. */
  record Transfer(@Nullable String queue) implements Action {}

  /** The call is ended. */
  record Hangup() implements Action {}

  /** The caller's selection is complete; the call is transferred to an agent. */
  record Complete(@Nullable String queue) implements Action {}

  /**
   * The caller opts out.
   *
   * @param then what the caller hears: a hangup or a transfer
   */
  record OptOut(Action then) implements Action {}
}
