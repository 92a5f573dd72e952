package io.switchboard.testkit.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/** Runs an action at a fixed rate, even while earlier runs are not finished (open loop). */
public record OpenLoop(int perSecond, Duration length) {

  /** One run: its start, its duration, its result. */
  public record Done<T>(long beganAt, long nanos, T answer) {}

  /**
   * The duration counts from the scheduled time.
   *
   * @throws IllegalStateException when some runs failed; their exceptions are in the log
   */
  public <T> List<Done<T>> run(IntFunction<T> action) {
    var done = new ConcurrentLinkedQueue<Done<T>>();
    var count = (int) (perSecond * length.toMillis() / 1_000);
    var step = TimeUnit.SECONDS.toNanos(1) / perSecond;
    var start = System.nanoTime() + step;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var i = 0; i < count; i++) {
        var due = start + i * step;
        var number = i;
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        threads.execute(
            () -> {
              var answer = action.apply(number);
              done.add(new Done<>(due, System.nanoTime() - due, answer));
            });
      }
    }
    if (done.size() < count) {
      throw new IllegalStateException((count - done.size()) + " of " + count + " failed");
    }
    return new ArrayList<>(done);
  }
}
