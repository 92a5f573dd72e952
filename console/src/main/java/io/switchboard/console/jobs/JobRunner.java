package io.switchboard.console.jobs;

import io.switchboard.console.access.Person;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Runs the jobs of one page, a few at once, and remembers the newest until the console stops.
 *
 * @param <R> what they return
 */
public final class JobRunner<R> implements AutoCloseable {
  private static final int MAX_REMEMBERED = 20;
  private static final int ID_BYTES = 8;
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(3);

  private final int maxAtOnce;
  private final RandomGenerator random = new SecureRandom();
  private final Map<String, Job<R>> jobs = new LinkedHashMap<>(); // oldest first
  private final Map<String, Thread> threads = new LinkedHashMap<>();

  /** A runner that refuses a further job while so many run. */
  public JobRunner(int maxAtOnce) {
    this.maxAtOnce = maxAtOnce;
  }

  /**
   * Starts a job; empty when as many run as may.
   *
   * @param what it is, for people
   */
  public synchronized Optional<Job<R>> start(String what, Person by, Job.Work<R> work) {
    if (running().size() >= maxAtOnce) {
      return Optional.empty();
    }
    var bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    var job = new Job<R>(HexFormat.of().formatHex(bytes), what, by.name());
    jobs.put(job.id(), job);
    forgetOldest();
    threads.put(job.id(), Thread.ofVirtual().name("job-" + job.id()).start(() -> run(job, work)));
    return Optional.of(job);
  }

  private void run(Job<R> job, Job.Work<R> work) {
    try {
      job.run(work);
    } finally {
      synchronized (this) {
        threads.remove(job.id());
      }
    }
  }

  private void forgetOldest() {
    var ended = jobs.values().stream().filter(job -> !job.isRunning()).map(Job::id).toList();
    ended.stream().limit(Math.max(0, jobs.size() - MAX_REMEMBERED)).forEach(jobs::remove);
  }

  /** A job that is remembered. */
  public synchronized Optional<Job<R>> find(String id) {
    return Optional.ofNullable(jobs.get(id));
  }

  /** Those that run, the oldest first. */
  public synchronized List<Job<R>> running() {
    return jobs.values().stream().filter(Job::isRunning).toList();
  }

  /** All that are remembered, the newest first. */
  public synchronized List<Job<R>> newest() {
    return List.copyOf(jobs.values()).reversed();
  }

  /** Cancels what runs and interrupts what waits; a job has some seconds to end. */
  @Override
  public void close() {
    List<Thread> open;
    synchronized (this) {
      jobs.values().forEach(Job::cancel);
      open = List.copyOf(threads.values());
    }
    open.forEach(Thread::interrupt);
    try {
      for (var thread : open) {
        thread.join(STOP_TIMEOUT);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
