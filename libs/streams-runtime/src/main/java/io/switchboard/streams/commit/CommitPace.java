package io.switchboard.streams.commit;

import java.time.Duration;

/**
 * Decides when a task asks for a commit before the commit interval ends: when it has processed
 * recent records, and at least as much time was left for processing as the last commit took. Old
 * records are a backlog; then fewer and larger transactions process more. All times are
 * milliseconds.
 */
final class CommitPace {
  /** The age of a record that a service reads from a backlog. */
  static final Duration BACKLOG_AGE = Duration.ofMillis(500);

  private long newest;
  private boolean pending;

  /** A record with this timestamp, since the epoch, has been processed. */
  void processed(long timestamp) {
    newest = pending ? Math.max(newest, timestamp) : timestamp;
    pending = true;
  }

  /** Whether something was processed for which no commit was decided or left to the interval. */
  boolean isPending() {
    return pending;
  }

  /**
   * Whether to commit now what was processed since the last call that did not postpone the commit.
   *
   * @param now since the epoch
   * @param lastCommit how long the thread's last commit took
   * @param sinceCommit how long ago it ended
   */
  boolean isDue(long now, long lastCommit, long sinceCommit) {
    if (!pending || sinceCommit < lastCommit) {
      return false;
    }
    pending = false;
    return now - newest <= BACKLOG_AGE.toMillis();
  }
}
