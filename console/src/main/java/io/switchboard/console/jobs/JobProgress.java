package io.switchboard.console.jobs;

import io.switchboard.replay.reading.Progress;

/** A job reports here how far it is. Every report of a cancelled job throws. */
public interface JobProgress extends Progress {
  /**
   * A new step begins.
   *
   * @param what in words, for example {@code Redriving}
   * @throws java.util.concurrent.CancellationException when the job is cancelled
   */
  void step(String what);
}
