package io.switchboard.standalone;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has been started so far, to be closed the other way round. What arrives after closing began
 * is closed at once.
 */
final class Parts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

  private final Deque<List<Part>> stages = new ArrayDeque<>();
  private boolean closed;

  private record Part(String name, AutoCloseable closeable) {}

  /** From here on parts belong to the next stage: it is closed as a whole before this one. */
  synchronized void nextStage() {
    stages.push(new ArrayList<>());
  }

  /** Keeps a part of the current stage. */
  <T extends AutoCloseable> T keep(String name, T part) {
    synchronized (this) {
      if (!closed) {
        if (stages.isEmpty()) {
          nextStage();
        }
        stages.element().add(new Part(name, part));
        return part;
      }
    }
    close(new Part(name, part));
    throw new IllegalStateException(name + " was stopped while it started");
  }

  /** Closes the stages one after the other, what is inside a stage at the same time. */
  @Override
  public void close() {
    List<List<Part>> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(stages);
      stages.clear();
    }
    for (var stage : all) {
      closeTogether(stage);
    }
  }

  private static void closeTogether(List<Part> stage) {
    var threads =
        stage.stream()
            .map(part -> Thread.ofPlatform().name("stop-" + part.name()).start(() -> close(part)))
            .toList();
    try {
      for (var thread : threads) {
        thread.join();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(Part part) {
    var start = System.nanoTime();
    try {
      part.closeable().close();
      LOG.debug(
          "{} stopped in {} ms",
          part.name(),
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    } catch (Exception e) { // the others have to be closed all the same
      LOG.warn("{} did not stop cleanly: {}", part.name(), e.getMessage(), e);
    }
  }
}
