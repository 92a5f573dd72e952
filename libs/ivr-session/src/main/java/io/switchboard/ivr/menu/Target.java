package io.switchboard.ivr.menu;

import org.jspecify.annotations.Nullable;

/** Where a choice, a silence or an exhausted limit leads. */
public sealed interface Target {

  /** To another node. */
  record Go(String node) implements Target {}

  /** Out of the menu: the session ends with it. */
  sealed interface Action extends Target {}

  /** On to a person, in a queue when one is named. */
  record Transfer(@Nullable String queue) implements Action {}

  /** The call is ended. */
  record Hangup() implements Action {}

  /** The caller's selection is complete; the call goes on to a person. */
  record Complete(@Nullable String queue) implements Action {}

  /**
   * The caller never wants to be called again.
   *
   * @param then what the caller hears: a hangup or a transfer
   */
  record OptOut(Action then) implements Action {}
}
