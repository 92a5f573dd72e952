package io.switchboard.console.view;

import io.javalin.http.sse.SseClient;
import io.switchboard.console.access.Authorization;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One browser's server-sent events, on a virtual thread of its own: a browser that reads slowly
 * blocks only itself.
 *
 * <p>When the server stops or a browser leaves, Jetty may end the request before the stream
 * notices. Javalin must not resume such a request: its handlers fail, its exception handlers fail
 * too, and Javalin calls them again without end. The stream therefore ends a request only while
 * Jetty has not ended it.
 */
public final class EventStream implements AsyncListener {
  /** A comment at least so often, or a proxy takes the connection for idle. */
  public static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

  private final SseClient client;
  private final Step step;
  private final Runnable end;
  private final CompletableFuture<Void> request = new CompletableFuture<>();
  private final Thread thread = Thread.ofVirtual().name("events").unstarted(this::run);
  private boolean ended;

  private EventStream(SseClient client, Step step, Runnable end) {
    this.client = client;
    this.step = step;
    this.end = end;
  }

  /** What is sent next; waits at most {@link #KEEP_ALIVE} and then sends a comment. */
  @FunctionalInterface
  public interface Step {
    void send(SseClient client) throws InterruptedException;
  }

  /** Repeats a step until the browser leaves, its session ends, or the server stops. */
  public static void start(SseClient client, Step step) {
    start(client, step, () -> {});
  }

  /** The same, and does another step once at the end. */
  public static void start(SseClient client, Step step, Runnable end) {
    var stream = new EventStream(client, step, end);
    var context = client.ctx();
    context.req().getAsyncContext().addListener(stream);
    context.future(() -> stream.request); // not client.keepAlive(): a failed send would end it
    stream.thread.start();
  }

  private void run() {
    try {
      while (!client.terminated()
          && !Thread.currentThread().isInterrupted()
          && Authorization.isLive(client.ctx())) {
        step.send(client);
      }
    } catch (InterruptedException _) {
      LOG.debug("An event stream is interrupted because its request has ended");
    } catch (RuntimeException e) {
      LOG.debug("A browser left its event stream", e);
    } finally {
      end.run();
      close();
    }
  }

  private synchronized void close() {
    if (!ended) {
      request.complete(null);
    }
  }

  /** Jetty calls this before it ends a request that has failed. */
  @Override
  public synchronized void onError(AsyncEvent event) {
    ended = true;
    thread.interrupt();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    onError(event);
  }

  @Override
  public synchronized void onComplete(AsyncEvent event) {
    ended = true;
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    event.getAsyncContext().addListener(this);
  }
}
