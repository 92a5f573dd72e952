package io.switchboard.ivr;

import io.switchboard.ivr.state.PartitionState;
import io.switchboard.ivr.ticks.TickSchedule;
import io.switchboard.ivr.ticks.Ticks;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * Writes a tick to a partition when its earliest deadline has passed by the clock. Kafka Streams
 * commits after each punctuation, so a partition without a deadline has none.
 */
final class TickTimer {
  private final Ticks ticks;
  private final IvrMetrics metrics;
  private final TickSchedule schedule = new TickSchedule();

  @SuppressWarnings("NullAway.Init") // set by start, before anything else
  private ProcessorContext<?, ?> context;

  @SuppressWarnings("NullAway.Init")
  private PartitionState state;

  private @Nullable Cancellable next; // repeated until it is cancelled

  /** By the clock of Kafka Streams, which a correction of the estimated clock does not move. */
  private long nextAt;

  TickTimer(Ticks ticks, IvrMetrics metrics) {
    this.ticks = ticks;
    this.metrics = metrics;
  }

  /** Starts, also again for a task that is revived. */
  void start(ProcessorContext<?, ?> itsContext, PartitionState itsState) {
    context = itsContext;
    state = itsState;
    schedule(TickSchedule.MIN_CHECK_INTERVAL);
  }

  /** A tick was read from the log. */
  void tickArrived() {
    schedule.tickArrived();
  }

  /** Checks earlier if the deadlines have changed and need it. */
  void plan() {
    TickSchedule.untilCheck(earliest(), ticks.now())
        .filter(wait -> next == null || context.currentSystemTimeMs() + wait.toMillis() < nextAt)
        .ifPresent(this::schedule);
  }

  private void check() {
    cancel();
    var earliest = earliest();
    if (earliest != null && schedule.isDue(earliest, ticks.now())) {
      if (ticks.write(context.taskId().partition(), earliest)) {
        metrics.tickWritten();
      } else {
        schedule.notSent();
      }
    }
    plan();
  }

  private @Nullable Instant earliest() {
    var first = state.deadlines().first();
    return state.correcting() ? state.logTime() : first == null ? null : first.deadline();
  }

  private void schedule(Duration wait) {
    cancel();
    next = context.schedule(wait, PunctuationType.WALL_CLOCK_TIME, _ -> check());
    nextAt = context.currentSystemTimeMs() + wait.toMillis();
  }

  private void cancel() {
    if (next != null) {
      next.cancel();
      next = null;
    }
  }
}
