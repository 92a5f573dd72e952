package io.switchboard.replay.reading;

/** Receives the progress of a long operation. */
@FunctionalInterface
public interface Progress {
  /** Ignores the progress. */
  Progress SILENT = (_, _) -> {};

  /**
   * The progress.
   *
   * @param done offsets or records done
   * @param total stays the same
   */
  void at(long done, long total);
}
