package io.switchboard.tenant.traffic;

/** Plays one script: the caller, then the agent, then the changes that follow. */
@FunctionalInterface
interface CallPlay {
  void play(CallerScript script) throws InterruptedException;
}
