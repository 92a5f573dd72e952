package io.switchboard.service;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The started components of a service, closed in reverse order. A component that is added after
 * {@link #close} has begun is closed at once. A component that fails to close is logged, and the
 * others are closed all the same.
 */
public final class ComponentStack implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ComponentStack.class);
  private final Deque<List<Component>> groups = new ArrayDeque<>();
  private boolean closed;

  private record Component(String name, AutoCloseable closeable) {}

  /**
   * Adds a component that is closed before all that were added earlier.
   *
   * @param name for the log
   * @return the component
   * @throws IllegalStateException when this is closed already; the component is then closed too
   */
  public <T extends AutoCloseable> T add(String name, T component) {
    synchronized (this) {
      if (!closed) {
        beginGroup();
        return addToGroup(name, component);
      }
    }
    return refuse(name, component);
  }

  /** Begins a group; it is closed before all earlier components, its own ones concurrently. */
  public synchronized void beginGroup() {
    groups.push(new ArrayList<>());
  }

  /** Adds a component to the newest group, otherwise as {@link #add}. */
  public <T extends AutoCloseable> T addToGroup(String name, T component) {
    synchronized (this) {
      if (!closed) {
        if (groups.isEmpty()) {
          beginGroup();
        }
        groups.element().add(new Component(name, component));
        return component;
      }
    }
    return refuse(name, component);
  }

  private static <T extends AutoCloseable> T refuse(String name, T component) {
    close(new Component(name, component));
    throw new IllegalStateException(name + " was stopped while it started");
  }

  /** Closes the groups one after the other; may be called again. */
  @Override
  public void close() {
    List<List<Component>> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(groups);
      groups.clear();
    }
    all.forEach(ComponentStack::closeGroup);
  }

  private static void closeGroup(List<Component> group) {
    if (group.size() == 1) {
      close(group.getFirst());
      return;
    }
    var threads =
        group.stream()
            .map(
                component ->
                    Thread.ofPlatform()
                        .name("stop-" + component.name())
                        .start(() -> close(component)))
            .toList();
    try {
      for (var thread : threads) {
        thread.join();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(Component component) {
    var beganAt = System.nanoTime();
    try {
      component.closeable().close();
      LOG.debug(
          "{} stopped in {} ms",
          component.name(),
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganAt));
    } catch (Exception e) { // AutoCloseable declares Exception
      LOG.warn("{} did not stop cleanly: {}", component.name(), e.getMessage(), e);
    }
  }
}
