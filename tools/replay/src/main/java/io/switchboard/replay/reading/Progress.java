package io.switchboard.replay.reading;

/** Is told how far something long has come. */
@FunctionalInterface
public interface Progress {
  /** Nobody looks. */
  Progress SILENT = (_, _) -> {};

  /**
   * So much is done.
   *
   * @param done of {@code total}, which stays the same; of offsets or of records
   */
  void at(long done, long total);
}
