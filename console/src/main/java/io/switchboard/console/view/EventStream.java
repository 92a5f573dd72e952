package io.switchboard.console.view;

import io.javalin.http.sse.SseClient;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One browser's server-sent events, on a virtual thread of its own: a browser that reads slowly
 * blocks only itself.
 */
public final class EventStream {
  /** A comment at least so often, or a proxy takes the connection for idle. */
  public static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

  private EventStream() {}

  /** What is sent next; waits at most {@link #KEEP_ALIVE} and then sends a comment. */
  @FunctionalInterface
  public interface Step {
    void send(SseClient client) throws InterruptedException;
  }

  /** Repeats a step until the browser leaves or the server stops. */
  public static void start(SseClient client, Step step) {
    client.keepAlive();
    var thread = Thread.ofVirtual().name("events").unstarted(() -> run(client, step));
    client.onClose(thread::interrupt);
    thread.start();
  }

  private static void run(SseClient client, Step step) {
    try {
      while (!client.terminated() && !Thread.currentThread().isInterrupted()) {
        step.send(client);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.debug("A browser left its event stream", e);
    } finally {
      client.close();
    }
  }
}
