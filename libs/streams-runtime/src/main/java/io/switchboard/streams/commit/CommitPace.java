package io.switchboard.streams.commit;

import java.time.Duration;

/**
 * Decides when a task asks for a commit before the commit interval ends: when it has processed
 * recent records. Old records are a backlog; then fewer and larger transactions process more. All
 * times are milliseconds since the epoch.
 */
final class CommitPace {
  /** The age of a record that a service reads from a backlog. */
  static final Duration BACKLOG_AGE = Duration.ofMillis(500);

  private long newest;
  private boolean pending;

  /** A record with this timestamp has been processed. */
  void processed(long timestamp) {
    newest = pending ? Math.max(newest, timestamp) : timestamp;
    pending = true;
  }

  /** Whether to commit now what was processed since the last call. */
  boolean isDue(long now) {
    var due = pending && now - newest <= BACKLOG_AGE.toMillis();
    pending = false;
    return due;
  }
}
