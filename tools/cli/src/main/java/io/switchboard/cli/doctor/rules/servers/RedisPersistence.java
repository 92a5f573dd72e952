package io.switchboard.cli.doctor.rules.servers;

import io.switchboard.cli.doctor.rules.Verdict;

/**
 * Whether the mirror survives a restart of Redis. It can be built again, so a lack costs time only.
 *
 * @param appendOnly {@code aof_enabled}
 * @param appendFailed the last write of the append-only file failed
 * @param snapshotsFailed the last snapshot failed
 * @param built whether the mirror has an epoch
 */
public record RedisPersistence(
    boolean appendOnly, boolean appendFailed, boolean snapshotsFailed, boolean built) {

  /** The result. */
  public Verdict verdict() {
    if (appendFailed || snapshotsFailed) {
      return new Verdict.Failed(
          "the last write to disk failed", "free disk space of Redis, and read its log");
    }
    if (!built) {
      return new Verdict.Warned(
          "the mirror is not built: look-ups ask PostgreSQL",
          "wait for sink-postgres, or run `switchboard dnc rebuild`");
    }
    return appendOnly
        ? Verdict.passed("append-only file on, the mirror is built")
        : new Verdict.Warned(
            "no append-only file: after a restart the mirror is built again",
            "set appendonly yes, or accept slower look-ups meanwhile");
  }
}
