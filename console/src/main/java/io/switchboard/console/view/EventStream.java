package io.switchboard.console.view;

import io.javalin.http.sse.SseClient;
import io.switchboard.console.access.Authorization;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
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
  /** How long a step may wait: the browser learns of an outage within this time. */
  public static final Duration MAX_WAIT = Duration.ofSeconds(1);

  /**
   * The event that says why the stream's data are old, with an empty text while they are not. It
   * comes at each change and at least every {@link #KEEP_ALIVE}: the script in the page takes a
   * stream without it for lost, and a proxy would take it for idle.
   */
  private static final String OUTAGE = "outage";

  private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

  private final SseClient client;
  private final Supplier<String> outage;
  private final Step step;
  private final Runnable end;
  private final CompletableFuture<Void> request = new CompletableFuture<>();
  private final Thread thread = Thread.ofVirtual().name("events").unstarted(this::run);
  private boolean ended;

  private EventStream(SseClient client, Supplier<String> outage, Step step, Runnable end) {
    this.client = client;
    this.outage = outage;
    this.step = step;
    this.end = end;
  }

  /** What is sent next; waits at most {@link #MAX_WAIT}. */
  @FunctionalInterface
  public interface Step {
    void send(SseClient client) throws InterruptedException;
  }

  /**
   * Repeats a step until the browser leaves, its session ends, or the server stops.
   *
   * @param outage why the data are old, in words; empty while they are not
   * @param end runs once at the end
   */
  public static void start(SseClient client, Supplier<String> outage, Step step, Runnable end) {
    var stream = new EventStream(client, outage, step, end);
    var context = client.ctx();
    context.req().getAsyncContext().addListener(stream);
    context.future(() -> stream.request); // not client.keepAlive(): a failed send would end it
    stream.thread.start();
  }

  private void run() {
    var told = Optional.<String>empty();
    var toldAt = Instant.EPOCH;
    try {
      while (!client.terminated()
          && !Thread.currentThread().isInterrupted()
          && Authorization.isLive(client.ctx())) {
        var problem = Optional.of(outage.get());
        var now = Instant.now();
        if (!problem.equals(told) || now.isAfter(toldAt.plus(KEEP_ALIVE))) {
          client.sendEvent(OUTAGE, Map.of("text", problem.get()));
          told = problem;
          toldAt = now;
        }
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
