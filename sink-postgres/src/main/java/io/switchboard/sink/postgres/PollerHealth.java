package io.switchboard.sink.postgres;

import io.switchboard.service.HealthChecks;
import io.switchboard.service.KafkaFailure;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Whether the poller reads, as its health check says. For one thread. */
final class PollerHealth {
  /** Longer than the interval of heartbeats: only polls after one report that it was refused. */
  static final Duration REFUSAL_TIMEOUT = Duration.ofSeconds(10);

  private static final String NAME = "kafka";

  private final HealthChecks health;
  private final LongSupplier nanoTime;
  private boolean failing;
  private long refusedUntil;

  PollerHealth(HealthChecks health, LongSupplier nanoTime) {
    this.health = health;
    this.nanoTime = nanoTime;
    this.refusedUntil = nanoTime.getAsLong();
    health.down(NAME, "waits for its partitions");
  }

  /** It is a member of its group and knows from where to read. */
  void reads(int partitions) {
    failing = false;
    health.up(NAME, partitions == 0 ? "standby, without partitions" : partitions + " partitions");
  }

  /** A request failed, and is tried again. */
  void failed(KafkaFailure failure) {
    failing = true;
    refusedUntil = nanoTime.getAsLong() + (failure.isRefusal() ? REFUSAL_TIMEOUT.toNanos() : 0);
    health.set(NAME, failure.status(), failure.detail(), failure);
  }

  /** A member's requests succeed; after a refusal they have to for a while. */
  void succeeded(int partitions) {
    if (failing && nanoTime.getAsLong() - refusedUntil >= 0) {
      reads(partitions);
    }
  }

  /** The poller has ended. */
  void ended(Throwable cause) {
    health.failed(NAME, "the poller has failed: " + cause);
  }
}
