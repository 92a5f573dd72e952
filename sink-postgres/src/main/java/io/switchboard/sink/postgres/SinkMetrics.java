package io.switchboard.sink.postgres;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.switchboard.sink.postgres.table.Refusal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** The metrics of the writes to PostgreSQL. */
final class SinkMetrics {
  private static final int LAG_BUCKETS = 18;

  private final MeterRegistry registry;
  private final Timer committed;
  private final DistributionSummary batchRecords;
  private final Timer transaction;
  private final Counter fenced;
  private final AtomicInteger paused = new AtomicInteger();

  SinkMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.committed = lag("committed");
    this.batchRecords =
        DistributionSummary.builder("sink_batch_records")
            .description("records per transaction")
            .serviceLevelObjectives(1, 10, 100, 500, 1_000, 2_000, 5_000, 10_000)
            .register(registry);
    this.transaction =
        Timer.builder("sink_transaction")
            .description("from begin to commit")
            .serviceLevelObjectives(buckets(Duration.ofMillis(1), 14))
            .register(registry);
    this.fenced =
        Counter.builder("sink_fenced_total")
            .description("transactions rolled back because another instance had moved an offset")
            .register(registry);
    Gauge.builder("sink_paused", paused, AtomicInteger::get)
        .description("1 while PostgreSQL is unavailable and batches are retried")
        .register(registry);
    retries("none"); // registered at start
  }

  /** Event time to commit, by result; buckets from 0.1 s, doubling. */
  private Timer lag(String status) {
    return Timer.builder("cxone_sync_lag")
        .description("event time to commit")
        .tag("status", status)
        .serviceLevelObjectives(buckets(Duration.ofMillis(100), LAG_BUCKETS))
        .register(registry);
  }

  private static Duration[] buckets(Duration first, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> first.multipliedBy(1L << i))
        .toArray(Duration[]::new);
  }

  void committed(Batch batch, Iterable<Refusal> refusals, long startedNanos, long nowMillis) {
    batchRecords.record(batch.records());
    transaction.record(System.nanoTime() - startedNanos, TimeUnit.NANOSECONDS);
    batch
        .eventTimes()
        .forEach(time -> committed.record(Math.max(0, nowMillis - time), TimeUnit.MILLISECONDS));
    for (var refusal : refusals) {
      Counter.builder("sink_dead_letters_total")
          .description("records that a table refused")
          .tag("table", refusal.table())
          .tag("sqlstate", refusal.sqlState())
          .register(registry)
          .increment();
    }
  }

  /** PostgreSQL became unavailable, or available again. */
  void paused(boolean now) {
    paused.set(now ? 1 : 0);
  }

  boolean isPaused() {
    return paused.get() == 1;
  }

  void fenced() {
    fenced.increment();
  }

  /** A retry after a failure of this class (the first two characters of the SQLSTATE). */
  void retries(String failureClass) {
    var counter =
        Counter.builder("sink_retries_total")
            .description("retried transactions, by class of failure")
            .tag("class", failureClass)
            .register(registry);
    if (!failureClass.equals("none")) {
      counter.increment();
    }
  }
}
