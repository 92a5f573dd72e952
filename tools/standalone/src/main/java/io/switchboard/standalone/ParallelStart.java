package io.switchboard.standalone;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Starts several components concurrently. {@link #close} waits for all of them, also after a
 * failure, so that no start continues in the background.
 */
final class ParallelStart implements AutoCloseable {
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("start-", 0).factory());
  private final List<Starting<?>> all = new ArrayList<>();

  /** A component that is being started. */
  record Starting<T>(String name, Future<T> future) implements Supplier<T> {
    /** Waits for it; rethrows an unchecked failure as it is. */
    @Override
    public T get() {
      try {
        return future.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException cause) {
          throw cause;
        }
        throw new IllegalStateException(name + " does not start: " + e.getCause(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while " + name + " started", e);
      }
    }
  }

  /** Starts one component. */
  <T> Starting<T> start(String name, Supplier<T> what) {
    var starting = new Starting<>(name, threads.submit(what::get));
    all.add(starting);
    return starting;
  }

  /** Waits for all; throws the first failure. */
  void await() {
    all.forEach(Starting::get);
  }

  @Override
  public void close() {
    threads.close();
  }
}
