package io.switchboard.console.jobs;

import java.time.Instant;

/**
 * How far a job is.
 *
 * @param <R> what a job returns
 */
public sealed interface JobState<R> {
  /**
   * It runs.
   *
   * @param step what it does now, in words
   * @param total 0 until it is known
   */
  record Running<R>(String step, long done, long total) implements JobState<R> {}

  /** It has ended. */
  record Done<R>(R result, Instant at) implements JobState<R> {}

  /** It has failed; the problem is for the page and quotes no number. */
  record Failed<R>(String problem, Instant at) implements JobState<R> {}

  /** A person has cancelled it. */
  record Cancelled<R>(Instant at) implements JobState<R> {}
}
