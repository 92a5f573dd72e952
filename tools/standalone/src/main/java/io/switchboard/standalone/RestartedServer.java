package io.switchboard.standalone;

import io.switchboard.streams.RestartLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An embedded server in a process of its own. When the process ends by itself, it is started again
 * on the same data and port, so that the services go on. When it ends too often, or does not start
 * again, that is a failure of the whole.
 */
final class RestartedServer<S extends AutoCloseable> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RestartedServer.class);

  /** Processes of a killed server may hold its data for a moment. */
  private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

  private static final Duration RETRY_INTERVAL = Duration.ofMillis(500);

  private final String name;
  private final Supplier<S> start;
  private final Function<S, ProcessHandle> process;
  private final FailureWatch failures;
  private final RestartLimit limit = new RestartLimit();
  private S current;
  private boolean closed;

  private RestartedServer(
      String name,
      Supplier<S> start,
      Function<S, ProcessHandle> process,
      FailureWatch failures,
      S current) {
    this.name = name;
    this.start = start;
    this.process = process;
    this.failures = failures;
    this.current = current;
  }

  /** Starts it; throws what the start throws. */
  static <S extends AutoCloseable> RestartedServer<S> start(
      String name, Supplier<S> start, Function<S, ProcessHandle> process, FailureWatch failures) {
    var server = new RestartedServer<>(name, start, process, failures, start.get());
    server.watch();
    return server;
  }

  /** The server that runs now. */
  synchronized S current() {
    return current;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // what follows the end only starts a thread
  private void watch() {
    var watched = process.apply(current);
    watched
        .onExit()
        .thenRun(
            () -> Thread.ofPlatform().name("restart-" + name).start(() -> restart(watched.pid())));
  }

  private synchronized void restart(long pid) {
    if (closed || failures.isStopping()) {
      return;
    }
    var ended = name + " (process " + pid + ") has ended";
    if (!limit.allow(Instant.now())) {
      failures.record(ended + " too often");
      return;
    }
    LOG.warn("{}; starting it again on its data", ended);
    try {
      current.close();
      current = startAgain();
      watch();
      LOG.warn("{} runs again", name);
    } catch (Exception e) { // AutoCloseable declares Exception
      failures.record(ended + " and does not start again: " + e.getMessage());
    }
  }

  private S startAgain() {
    var end = System.nanoTime() + START_TIMEOUT.toNanos();
    while (true) {
      try {
        return start.get();
      } catch (RuntimeException e) {
        if (System.nanoTime() > end || failures.isStopping()) {
          throw e;
        }
        LOG.info("{} does not start yet: {}", name, e.getMessage());
        LockSupport.parkNanos(RETRY_INTERVAL.toNanos());
      }
    }
  }

  @Override
  public synchronized void close() throws Exception {
    closed = true;
    current.close();
  }
}
