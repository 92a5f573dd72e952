package io.switchboard.ingress.clock;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.task.ScheduledTask;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares this machine's clock with PostgreSQL's. A difference is reported as paused and leaves
 * the instance ready: a load balancer takes an instance that is not ready out of service, which
 * would refuse opt-outs, and either of the two clocks may be the wrong one.
 */
public final class ClockCheck implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClockCheck.class);
  private static final String NAME = "clock";
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final Reference reference;
  private final ReceiveClock clock;
  private final HealthChecks health;
  private final ScheduledTask task;
  private boolean differs;

  /** Another machine's clock. */
  @FunctionalInterface
  public interface Reference {
    /** Its time now. */
    Instant time() throws SQLException;
  }

  private ClockCheck(
      Reference reference, ReceiveClock clock, HealthChecks health, Duration interval) {
    this.reference = reference;
    this.clock = clock;
    this.health = health;
    this.task = ScheduledTask.withFixedDelay(NAME, health, Duration.ZERO, interval, this::compare);
  }

  /** Starts it; the reference need not be there yet. */
  public static ClockCheck start(
      Reference reference, ReceiveClock clock, HealthChecks health, MeterRegistry meters) {
    Gauge.builder("ingress_clock_behind_seconds", clock, it -> it.behind().toMillis() / 1_000.0)
        .description(
            "How far this machine's clock is behind PostgreSQL's; negative when it is ahead, 0"
                + " while PostgreSQL has not answered")
        .register(meters);
    return new ClockCheck(reference, clock, health, INTERVAL);
  }

  private void compare() {
    try {
      clock.observed(reference.time());
    } catch (SQLException e) {
      LOG.debug("PostgreSQL does not tell its time; asking again", e); // lookups report it
      return;
    }
    var behind = clock.behind();
    var before = differs;
    differs = behind.abs().compareTo(ReceiveClock.TOLERATED) > 0;
    if (!differs) {
      health.up(NAME);
      return;
    }
    var what =
        "this machine's clock is %d s %s PostgreSQL's: compare both with a time server (chronyc tracking)"
            .formatted(behind.abs().toSeconds(), behind.isNegative() ? "ahead of" : "behind");
    health.paused(NAME, what);
    if (!before) {
      LOG.warn("{}. Until then, events are dated by the later of the two clocks", what);
    }
  }

  @Override
  public void close() {
    task.close();
  }
}
