package io.switchboard.ingress.lookup;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.service.HealthChecks;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures the path's lag every second, in the background. */
final class MeasuredFreshness implements Freshness, AutoCloseable {
  static final String CHECK = "dnc-path";
  private static final Logger LOG = LoggerFactory.getLogger(MeasuredFreshness.class);
  private static final String NO_TABLE_YET = "42P01";
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  /** PostgreSQL's undefined_table: the sink makes the tables while everything else starts. */
  private static final String NO_TABLE = "42P01";

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** An older measurement says nothing any more. */
  private static final Duration VALID = Duration.ofSeconds(15);

  private record Measurement(Duration lag, long nanoTime) {}

  private final KafkaSettings kafka;
  private final RegistryStore store;
  private final Duration tolerated;
  private final HealthChecks health;
  private final Thread thread;
  private volatile @Nullable Measurement last;
  private final CountDownLatch stop = new CountDownLatch(1);
  private volatile boolean closing;
  private boolean told;

  private MeasuredFreshness(
      KafkaSettings kafka, RegistryStore store, Duration tolerated, HealthChecks health) {
    this.kafka = kafka;
    this.store = store;
    this.tolerated = tolerated;
    this.health = health;
    this.thread = Thread.ofPlatform().name("dnc-path-lag").daemon().unstarted(this::run);
  }

  static MeasuredFreshness start(
      KafkaSettings kafka,
      RegistryStore store,
      Duration tolerated,
      HealthChecks health,
      MeterRegistry meters) {
    var freshness = new MeasuredFreshness(kafka, store, tolerated, health);
    Gauge.builder("dnc_path_lag_seconds", freshness, MeasuredFreshness::seconds)
        .description("Age of the oldest opt-in or opt-out not in PostgreSQL yet; NaN unmeasured")
        .register(meters);
    health.paused(CHECK, "not measured yet: lookups answer unknown");
    freshness.thread.start();
    return freshness;
  }

  @Override
  public State now() {
    var measured = last;
    if (measured == null) {
      return State.UNMEASURED;
    }
    var age = Duration.ofNanos(System.nanoTime() - measured.nanoTime());
    if (age.compareTo(VALID) > 0) {
      return State.UNMEASURED;
    }
    return measured.lag().plus(age).compareTo(tolerated) > 0 ? State.BEHIND : State.FRESH;
  }

  private double seconds() {
    var measured = last;
    return measured == null || now() == State.UNMEASURED
        ? Double.NaN
        : measured.lag().toMillis() / 1_000.0;
  }

  private void run() {
    while (!closing) {
      try (var path = new PathLag(kafka, store)) {
        measure(path);
      } catch (ExecutionException | TimeoutException | KafkaException e) {
        failed("Kafka: " + e.getClass().getSimpleName(), e, false);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** A database that is away costs no new connections to Kafka. */
  private void measure(PathLag path)
      throws ExecutionException, TimeoutException, InterruptedException {
    while (!closing) {
      try {
        measureOnce(path);
        pause();
      } catch (SQLException e) {
        failed("PostgreSQL: SQLSTATE " + e.getSQLState(), e, NO_TABLE.equals(e.getSQLState()));
      }
    }
  }

  private void measureOnce(PathLag path)
      throws SQLException, ExecutionException, TimeoutException, InterruptedException {
    var started = System.nanoTime(); // what comes in while it is measured is not in it
    var lag = path.measure();
    last = new Measurement(lag, started);
    told = false;
    if (lag.compareTo(tolerated) > 0) {
      health.paused(CHECK, lag.toSeconds() + " s behind: lookups answer unknown");
    } else {
      health.up(CHECK);
    }
  }

  private void pause() throws InterruptedException {
    if (stop.await(BETWEEN.toMillis(), TimeUnit.MILLISECONDS)) {
      closing = true;
    }
  }

  /**
   * Not measured; told once.
   *
   * @param expected as long as the migration is under way: nothing to warn of
   */
  private void failed(String what, Exception error, boolean expected) {
    if (closing) {
      return;
    }
    health.paused(CHECK, "cannot be measured (" + what + "): lookups answer unknown");
    if (expected) {
      LOG.debug("the lag of the way to PostgreSQL is measured once its tables are there");
    } else if (!told) {
      told = true;
      if (error instanceof SQLException sql && NO_TABLE_YET.equals(sql.getSQLState())) {
        LOG.info("the lag of the way to PostgreSQL is measured as soon as its tables are there");
      } else {
        LOG.warn("the lag of the way to PostgreSQL cannot be measured: {}", what, error);
      }
    }
    try {
      pause();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      closing = true;
    }
  }

  @Override
  public void close() {
    closing = true;
    stop.countDown();
    try {
      if (!thread.join(PATIENCE)) {
        thread.interrupt();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
