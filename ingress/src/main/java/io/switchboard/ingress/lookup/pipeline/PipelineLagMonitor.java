package io.switchboard.ingress.lookup.pipeline;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.contract.settings.DatabaseRefusal;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.settings.SqlState;
import io.switchboard.ingress.lookup.store.RegistryStore;
import io.switchboard.service.HealthCheck.Status;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.KafkaFailure;
import io.switchboard.service.task.MonitoredThread;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures the {@link PipelineLag} every second on a thread of its own. A measurement that fails is
 * repeated; without a recent one the state is UNMEASURED.
 */
public final class PipelineLagMonitor implements Freshness, AutoCloseable {
  public static final String CHECK = "dnc-path";
  private static final Logger LOG = LoggerFactory.getLogger(PipelineLagMonitor.class);

  private static final String UNKNOWN = "): lookups answer unknown";
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  /** An older measurement says nothing any more. */
  private static final Duration VALID = Duration.ofSeconds(15);

  private record Measurement(Duration lag, long nanoTime) {}

  private final KafkaSettings kafka;
  private final RegistryStore store;
  private final Duration tolerated;
  private final HealthChecks health;
  private final MonitoredThread thread;
  private volatile @Nullable Measurement last;
  private boolean warned;

  private PipelineLagMonitor(
      KafkaSettings kafka, RegistryStore store, Duration tolerated, HealthChecks health) {
    this.kafka = kafka;
    this.store = store;
    this.tolerated = tolerated;
    this.health = health;
    this.thread = new MonitoredThread(CHECK, health, this::run);
  }

  public static PipelineLagMonitor start(
      KafkaSettings kafka,
      RegistryStore store,
      Duration tolerated,
      HealthChecks health,
      MeterRegistry meters) {
    var monitor = new PipelineLagMonitor(kafka, store, tolerated, health);
    Gauge.builder("dnc_path_lag_seconds", monitor, PipelineLagMonitor::seconds)
        .description("Age of the oldest opt-in or opt-out not in PostgreSQL yet; NaN unmeasured")
        .register(meters);
    health.paused(CHECK, "not measured yet: lookups answer unknown");
    monitor.thread.start();
    return monitor;
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
    while (!thread.isClosed()) {
      try (var pipeline = new KafkaPipeline(kafka, store)) {
        measure(new PipelineLag(pipeline, tolerated));
      } catch (ExecutionException e) {
        failed(KafkaFailure.of(e), e);
      } catch (RuntimeException e) { // also a bug of ours must not end the thread
        failed(KafkaFailure.of(e), e);
      }
    }
  }

  /** A database or a broker that does not answer costs no new connections to Kafka. */
  private void measure(PipelineLag lag) throws ExecutionException {
    while (!thread.isClosed()) {
      try {
        measureOnce(lag);
        thread.pause(INTERVAL);
      } catch (TimeoutException e) {
        failed(new KafkaFailure(Status.PAUSED, String.valueOf(e.getMessage())), e);
      } catch (SQLException e) {
        var why = DatabaseRefusal.text(e).orElse("SQLSTATE " + e.getSQLState());
        failed(new KafkaFailure(Status.PAUSED, "PostgreSQL: " + why), e);
      }
    }
  }

  private void measureOnce(PipelineLag pipeline)
      throws SQLException, ExecutionException, TimeoutException {
    var started = System.nanoTime(); // what arrives during the measurement is not in it
    var lag = pipeline.measure(Instant.now());
    last = new Measurement(lag, started);
    warned = false;
    if (lag.compareTo(tolerated) > 0) {
      health.paused(CHECK, lag.toSeconds() + " s behind: lookups answer unknown");
    } else {
      health.up(CHECK);
    }
  }

  /** Ready if it measured before: senders are served, and lookups have a safe answer. */
  private Status status(KafkaFailure failure) {
    return last == null ? failure.status() : Status.PAUSED;
  }

  /** Reports a failed measurement, in the log once until the next one succeeds. */
  private void failed(KafkaFailure failure, Exception error) {
    if (thread.isClosed()) {
      return;
    }
    var what = failure.detail();
    health.set(CHECK, status(failure), "cannot be measured (" + what + UNKNOWN, failure);
    if (!warned) {
      warned = true;
      if (error instanceof SQLException sql && SqlState.isUndefinedTable(sql)) {
        LOG.info("PostgreSQL has no tables yet; the pipeline's lag is measured once it has");
      } else {
        LOG.warn("cannot measure the pipeline's lag, retrying every second: {}", what);
        LOG.debug("the cause", error);
      }
    }
    thread.pause(INTERVAL);
  }

  @Override
  public void close() {
    thread.close();
  }
}
