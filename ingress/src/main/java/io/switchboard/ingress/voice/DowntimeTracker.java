package io.switchboard.ingress.voice;

import java.util.function.LongSupplier;

/** How long there was no connection, in seconds altogether; thread-safe. */
final class DowntimeTracker {
  private final LongSupplier nanoTime;
  private long finished;
  private long lostAt;
  private boolean connected;

  /** Without a connection from the start. */
  DowntimeTracker(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.lostAt = nanoTime.getAsLong();
  }

  synchronized void set(boolean nowConnected) {
    if (nowConnected == connected) {
      return;
    }
    var now = nanoTime.getAsLong();
    if (nowConnected) {
      finished += now - lostAt;
    } else {
      lostAt = now;
    }
    connected = nowConnected;
  }

  synchronized double seconds() {
    var running = connected ? 0 : nanoTime.getAsLong() - lostAt;
    return (finished + running) / 1e9;
  }
}
