package io.switchboard.ingress.menu;

/** Answers waiting callers: always, and within 5 s. */
@FunctionalInterface
public interface MenuResponder {

  /** The answer; on a virtual thread of its own, may wait. */
  MenuAnswer answer(MenuQuestion question);
}
