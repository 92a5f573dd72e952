package io.switchboard.sink.postgres;

import io.switchboard.service.HealthCheck.Status;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.KafkaFailure;
import io.switchboard.service.RefusalCheck;
import io.switchboard.sink.postgres.BatchTransaction.Result;
import io.switchboard.sink.postgres.DeadLetterWriter.UndeliverableException;
import io.switchboard.sink.postgres.schema.Database;
import io.switchboard.sink.postgres.table.Refusal;
import io.switchboard.sink.postgres.table.SqlFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that writes batches in order. It retries a batch until it is committed, while the
 * database or the dead-letter topic is down.
 */
final class BatchWriter implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);
  private static final Duration MAX_RETRY_DELAY = Duration.ofSeconds(2);

  /** About 5 s; then a row is suspected of an error whose SQLSTATE does not tell. */
  private static final int CLEAR_ATTEMPTS = 8;

  private static final String HEALTH = "postgres";

  private final BatchBuffer buffer;
  private final Database database;
  private final OffsetStore offsets;
  private final BatchTransaction transaction;
  private final HealthChecks health;
  private final RefusalCheck deadLetters;
  private final SinkMetrics metrics;
  private @Nullable Connection connection;

  BatchWriter(
      BatchBuffer buffer,
      Database database,
      OffsetStore offsets,
      BatchTransaction transaction,
      HealthChecks health,
      SinkMetrics metrics) {
    this.buffer = buffer;
    this.database = database;
    this.offsets = offsets;
    this.transaction = transaction;
    this.health = health;
    this.deadLetters = new RefusalCheck("dead-letters", Status.DOWN, health);
    this.metrics = metrics;
  }

  @Override
  public void run() {
    try {
      for (var batch = buffer.take(); batch != null; batch = buffer.take()) {
        writeUntilDone(batch);
        buffer.done();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      LOG.error("the writer has failed", e);
      health.failed(HEALTH, "the writer has failed: " + e);
    } finally {
      buffer.done();
      disconnect();
    }
  }

  private void writeUntilDone(Batch batch) throws InterruptedException {
    for (var attempt = 0; buffer.owns(batch); attempt++) {
      try {
        if (write(batch, attempt)) {
          recovered();
          return;
        }
      } catch (SQLException e) {
        var state = SqlFailure.state(e);
        failed(attempt, state.substring(0, 2), state + " " + SqlFailure.message(e));
      } catch (UndeliverableException e) {
        failed(attempt, "dead-letters", String.valueOf(e.getMessage()));
        deadLetters.failed(KafkaFailure.ofWriter(e));
      }
      buffer.pause(batch, pause(attempt));
    }
  }

  /** Whether the batch is done: written by this instance or by another one. */
  private boolean write(Batch batch, int attempt) throws SQLException, UndeliverableException {
    var started = System.nanoTime();
    var open = connection();
    if (attempt > 0) {
      // the previous attempt may have been committed although its answer was lost
      switch (offsets.lookUp(open, batch.ranges())) {
        case COMMITTED -> {
          LOG.info("A commit without an answer was successful");
          committed(batch, List.of(), started);
          return true;
        }
        case MOVED_BY_OTHERS -> {
          fenced();
          return true;
        }
        case BEFORE -> {}
      }
    }
    var suspecting = attempt >= CLEAR_ATTEMPTS;
    switch (transaction.write(open, batch, suspecting ? buffer::waiting : null)) {
      case Result.Committed(var refusals) -> committed(batch, refusals, started);
      case Result.Fenced() -> fenced();
    }
    return true;
  }

  private void committed(Batch batch, List<Refusal> refusals, long started) {
    buffer.committed(batch);
    metrics.committed(batch, refusals, started, System.currentTimeMillis());
    for (var refusal : refusals) {
      LOG.warn(
          "Wrote a dead letter for {}: {} {} {}",
          refusal.snapshot(),
          refusal.sqlState(),
          refusal.destination(),
          refusal.message());
    }
  }

  private void fenced() {
    LOG.info("Another instance has moved an offset; reading again from the stored offsets");
    metrics.fenced();
    buffer.invalidate();
  }

  private void failed(int attempt, String failureClass, String what) {
    disconnect();
    metrics.retries(failureClass);
    metrics.paused(true);
    health.paused(HEALTH, what);
    if (Integer.bitCount(attempt) <= 1) {
      LOG.warn("Attempt {} to write a batch failed; retrying: {}", attempt + 1, what);
    }
  }

  /** Also after a pause that ended with another assignment. */
  private void recovered() {
    deadLetters.succeeded();
    if (metrics.isPaused()) {
      LOG.info("PostgreSQL accepts rows again");
      health.up(HEALTH);
      metrics.paused(false);
    }
  }

  private static Duration pause(int attempt) {
    var longest = Math.min(MAX_RETRY_DELAY.toMillis(), 20L << Math.min(attempt, 10));
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
  }

  private Connection connection() throws SQLException {
    if (connection == null) {
      connection = database.connect();
    }
    return connection;
  }

  private void disconnect() {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        LOG.debug("Cannot close a broken connection: {}", SqlFailure.state(e));
      }
      connection = null;
    }
  }
}
