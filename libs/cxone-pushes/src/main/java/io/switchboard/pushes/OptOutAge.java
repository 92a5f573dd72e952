package io.switchboard.pushes;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.pushes.delivery.PushMetrics;
import io.switchboard.pushes.records.ConnectionSource;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.task.MonitoredTask;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The age of the oldest opt-out that CXone has not confirmed: waiting, or a dead letter. Dead
 * letters are read from PostgreSQL once a minute, so that they count after a restart too.
 */
final class OptOutAge implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OptOutAge.class);
  private static final Duration QUERY_INTERVAL = Duration.ofMinutes(1);
  private static final Duration MIGRATION_POLL_INTERVAL = Duration.ofSeconds(1);

  /** A suppressed number whose latest answer is a dead letter. */
  private static final String OLDEST_DEAD_LETTER =
      """
      select min(r.event_time)
      from dnc_registry r
      join lateral (
        select p.outcome from cxone_pushes p
        where p.key = r.phone_number and p.kind = 'outbound'
        order by p.answered_at desc limit 1) last on last.outcome = 'dead_lettered'
      where r.do_not_call
        and r.phone_number in (
          select key from cxone_pushes where kind = 'outbound' and outcome = 'dead_lettered')
      """;

  private final ConnectionSource database;
  private final Supplier<Optional<Instant>> waiting;
  private final Thread thread;
  private volatile @Nullable Instant oldestDeadLetter;

  OptOutAge(
      ConnectionSource database,
      Supplier<Optional<Instant>> waiting,
      HealthChecks health,
      MeterRegistry meters) {
    this.database = database;
    this.waiting = waiting;
    this.thread =
        Thread.ofVirtual()
            .name("opt-out-age")
            .unstarted(MonitoredTask.of("opt-out-age", health, this::run));
    Gauge.builder("cxone_oldest_unconfirmed_opt_out_age_seconds", this, OptOutAge::seconds)
        .description(
            "age of the oldest opt-out that CXone has not confirmed, dead letters included")
        .register(meters);
  }

  void start() {
    thread.start();
  }

  private double seconds() {
    return Stream.concat(Optional.ofNullable(oldestDeadLetter).stream(), waiting.get().stream())
        .mapToDouble(PushMetrics::age)
        .max()
        .orElse(0);
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(measure() ? QUERY_INTERVAL : MIGRATION_POLL_INTERVAL);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  /** False while the tables do not exist. */
  private boolean measure() {
    try (var connection = database.connect();
        var query = connection.prepareStatement(OLDEST_DEAD_LETTER);
        var rows = query.executeQuery()) {
      oldestDeadLetter =
          rows.next()
              ? Optional.ofNullable(rows.getObject(1, OffsetDateTime.class))
                  .map(OffsetDateTime::toInstant)
                  .orElse(null)
              : null;
    } catch (SQLException e) {
      if (ConnectionSource.tellsOfMissingTables(e)) {
        LOG.debug("waiting for the migration before dead-lettered opt-outs are counted");
        return false;
      }
      LOG.info("Cannot count dead-lettered opt-outs; retrying: SQLSTATE {}", e.getSQLState());
    }
    return true;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
