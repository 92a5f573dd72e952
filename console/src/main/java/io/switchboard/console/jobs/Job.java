package io.switchboard.console.jobs;

import io.switchboard.contract.phone.Mask;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One operation that a person has started.
 *
 * @param <R> what it returns
 */
public final class Job<R> {
  private static final Logger LOG = LoggerFactory.getLogger(Job.class);

  private final String id;
  private final String what;
  private final String by;
  private final Instant startedAt = Instant.now();
  private volatile boolean cancelled;
  private volatile JobState<R> state = new JobState.Running<>("Starting", 0, 0);

  /** What a job does. */
  @FunctionalInterface
  public interface Work<R> {
    /**
     * Runs to the end.
     *
     * @throws CancellationException from a report of progress, when the job is cancelled
     */
    R run(JobProgress progress);
  }

  Job(String id, String what, String by) {
    this.id = id;
    this.what = what;
    this.by = by;
  }

  /** Its name in addresses. */
  public String id() {
    return id;
  }

  /** What it is, for people. */
  public String what() {
    return what;
  }

  /** The name of the person who has started it. */
  public String by() {
    return by;
  }

  public Instant startedAt() {
    return startedAt;
  }

  public JobState<R> state() {
    return state;
  }

  public boolean isRunning() {
    return state instanceof JobState.Running;
  }

  /** Asks it to stop at its next report of progress. */
  public void cancel() {
    cancelled = true;
  }

  void run(Work<R> work) {
    try {
      state = new JobState.Done<>(work.run(new Reports()), Instant.now());
    } catch (CancellationException _) {
      state = new JobState.Cancelled<>(Instant.now());
    } catch (RuntimeException e) { // of any kind: its page says what went wrong
      LOG.warn("{} by {} has failed", what, by, e);
      state = new JobState.Failed<>(problem(e), Instant.now());
    }
  }

  private static String problem(RuntimeException error) {
    var message = error.getMessage();
    return message == null || message.isBlank()
        ? error.getClass().getSimpleName() + "; the console's log has the cause"
        : Mask.wholeNumbers(message);
  }

  private final class Reports implements JobProgress {
    private String step = "";

    @Override
    public void step(String what) {
      step = what;
      at(0, 0);
    }

    @Override
    public void at(long done, long total) {
      if (cancelled) {
        throw new CancellationException("cancelled");
      }
      state = new JobState.Running<>(step, done, total);
    }
  }
}
