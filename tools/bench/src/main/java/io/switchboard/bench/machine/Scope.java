package io.switchboard.bench.machine;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The resources of a part or of the whole run; closed in reverse order. */
public final class Scope implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Scope.class);
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private boolean closed;

  /**
   * Closes this at the end.
   *
   * @throws IllegalStateException when the scope is closed; the resource is then closed at once
   */
  public synchronized <C extends AutoCloseable> C keep(C part) {
    open.push(part);
    if (closed) {
      closeAll();
      throw new IllegalStateException("the bench is being stopped");
    }
    return part;
  }

  @Override
  public synchronized void close() {
    closed = true;
    closeAll();
  }

  private void closeAll() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) { // AutoCloseable declares Exception
        LOG.warn("Cannot close a resource of the bench", e);
      }
    }
  }
}
