package io.switchboard.ivr;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.contract.event.ivr.CallOutcome;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The metrics of the service. Records that are processed again after a crash are counted again. */
final class IvrMetrics {
  private static final Logger LOG = LoggerFactory.getLogger(IvrMetrics.class);

  private final MeterRegistry registry;
  private final Counter discarded;
  private final LongSupplier hostTime;
  private final Map<Integer, Long> logTimes = new ConcurrentHashMap<>();

  /**
   * @param hostTime this machine's clock in epoch milliseconds
   */
  IvrMetrics(MeterRegistry registry, LongSupplier hostTime) {
    this.registry = registry;
    this.hostTime = hostTime;
    this.discarded =
        Counter.builder("ivr_sessions_discarded_total")
            .description("Sessions that could not expire and were removed without an outcome")
            .register(registry); // registered at start, so that an alert sees the first increase
    Gauge.builder("ivr_log_time_ahead_seconds", this, IvrMetrics::logTimeAheadSeconds)
        .description(
            "Seconds by which log time is ahead of this machine's clock: the maximum of all partitions, 0 when none is ahead")
        .register(registry);
  }

  private double logTimeAheadSeconds() {
    var now = hostTime.getAsLong();
    return logTimes.values().stream().mapToDouble(it -> (it - now) / 1e3).reduce(0, Math::max);
  }

  /** Log time of a partition that this instance processes. */
  void logTime(int partition, Instant logTime) {
    logTimes.put(partition, logTime.toEpochMilli());
  }

  /** This instance no longer processes the partition. */
  void partitionClosed(int partition) {
    logTimes.remove(partition);
  }

  void logTimeWentBack(int partition, Instant logTime) {
    Counter.builder("ivr_log_time_corrections_total")
        .description("records whose time was corrected to log time")
        .register(registry)
        .increment();
    LOG.warn(
        "Partition {}: earlier records were stamped by a clock that was ahead; log time is set back to {}, and the deadlines of open calls are corrected",
        partition,
        logTime);
  }

  void decided(String reason) {
    Counter.builder("ivr_decisions_total")
        .description("decisions by reason")
        .tag("reason", reason)
        .register(registry)
        .increment();
  }

  void concluded(CallOutcome outcome) {
    Counter.builder("ivr_outcomes_total")
        .description("outcomes of calls by kind")
        .tags(
            "outcome",
            outcome.outcome().wireName(),
            "reason",
            outcome.reason(),
            "source",
            outcome.source().name().toLowerCase(Locale.ROOT))
        .register(registry)
        .increment();
  }

  void tickWritten() {
    Counter.builder("ivr_ticks_written_total")
        .description("ticks written to advance log time")
        .register(registry)
        .increment();
  }

  void discarded() {
    discarded.increment();
  }

  void deadlineFired() {
    Counter.builder("ivr_deadlines_fired_total")
        .description("deadlines of sessions that passed")
        .register(registry)
        .increment();
  }
}
