package io.switchboard.console.calls;

import io.switchboard.console.menu.CallsInMenu;
import io.switchboard.console.menu.OpenCall;
import io.switchboard.console.store.Store;
import io.switchboard.console.store.StoreException;
import io.switchboard.console.view.PageReader;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.replay.reading.LogWindow;
import io.switchboard.replay.reading.WindowBound;
import io.switchboard.replay.text.NumberMasking;
import io.switchboard.replay.trace.Step;
import io.switchboard.replay.trace.Tracer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Reads one call: what PostgreSQL knows about it says when it was, and the topics' time index leads
 * to its records.
 */
public final class CallReader {
  /** A reader holds a few megabytes of fetched records. */
  private static final int MAX_AT_ONCE = 4;

  /** How long ago a call without any outcome may have begun. */
  private static final Duration LONGEST = Duration.ofHours(24);

  private static final Duration MARGIN = Duration.ofMinutes(1);

  private final KafkaSettings kafka;
  private final Store store;
  private final CallsInMenu open;
  private final Semaphore running = new Semaphore(MAX_AT_ONCE);

  /** A call that is over. */
  public record Ended(
      Instant startedAt,
      Instant endedAt,
      String outcome,
      String reason,
      long durationMs,
      String number,
      String tier,
      String source,
      String definition) {}

  /**
   * What is known without the topics.
   *
   * @param lastAnswer CXone's last answer to a push of this call
   * @param problem why PostgreSQL could not be asked; empty if it could
   */
  public record Facts(
      Optional<Ended> ended,
      Optional<OpenCall> open,
      Optional<Instant> lastAnswer,
      String problem) {

    /** The time that the call's records are in. */
    LogWindow window() {
      if (ended.isPresent()) {
        var call = ended.get();
        var last = lastAnswer.filter(call.endedAt()::isBefore).orElse(call.endedAt());
        return new LogWindow(
            new WindowBound.At(call.startedAt().minus(MARGIN)),
            new WindowBound.At(last.plus(MARGIN)));
      }
      var begin =
          open.map(call -> call.since().minus(MARGIN))
              .orElseGet(() -> Instant.now().minus(LONGEST));
      return new LogWindow(new WindowBound.At(begin), new WindowBound.End());
    }
  }

  public CallReader(KafkaSettings kafka, Store store, CallsInMenu open) {
    this.kafka = kafka;
    this.store = store;
    this.open = open;
  }

  Facts facts(String callId, NumberMasking numbers) {
    try {
      var ended =
          store.list(
              """
              SELECT started_at, ended_at, outcome, reason, duration_ms, phone_number, tier, source,
                definition
              FROM ivr_outcomes WHERE call_id = ?""",
              row -> ended(row, numbers),
              callId);
      var answers =
          store.list(
              "SELECT answered_at FROM cxone_pushes WHERE key = ? AND kind = 'interaction'"
                  + " ORDER BY answered_at DESC LIMIT 1",
              row -> Store.time(row, "answered_at"),
              callId);
      return new Facts(
          ended.stream().findFirst(), open.find(callId), answers.stream().findFirst(), "");
    } catch (StoreException e) { // the topics alone tell the call too
      return new Facts(
          Optional.empty(), open.find(callId), Optional.empty(), String.valueOf(e.getMessage()));
    }
  }

  private static Ended ended(ResultSet row, NumberMasking numbers) throws SQLException {
    return new Ended(
        Store.time(row, "started_at"),
        Store.time(row, "ended_at"),
        row.getString("outcome"),
        row.getString("reason"),
        row.getLong("duration_ms"),
        numbers.in(Objects.requireNonNullElse(row.getString("phone_number"), "")),
        Objects.requireNonNullElse(row.getString("tier"), ""),
        Objects.requireNonNullElse(row.getString("source"), ""),
        Objects.requireNonNullElse(row.getString("definition"), ""));
  }

  /** The call's records, in the order of a trace. */
  List<Step> steps(String callId, Facts facts) {
    running.acquireUninterruptibly();
    try (var reader = PageReader.open(kafka)) {
      return new Tracer(kafka, reader).findCall(callId, facts.window());
    } finally {
      running.release();
    }
  }
}
