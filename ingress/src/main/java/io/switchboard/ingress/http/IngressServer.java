package io.switchboard.ingress.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.servlet.DefaultTasks;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.switchboard.ingress.limits.Bulkhead;
import io.switchboard.ingress.limits.Bulkheads;
import io.switchboard.ingress.limits.LargeBodyBudget;
import io.switchboard.ingress.limits.Permits;
import io.switchboard.ingress.limits.RejectionDelay;
import io.switchboard.ingress.request.IngressRequest;
import io.switchboard.ingress.request.Problem;
import io.switchboard.ingress.request.RequestHandler;
import io.switchboard.ingress.request.Route;
import io.switchboard.service.HealthPages;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ingress' HTTP server: Javalin on Jetty, one virtual thread a request. */
public final class IngressServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IngressServer.class);

  /** A stop waits so long for requests in flight: longer than any is answered. */
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(6);

  /** A sender that has just been answered sends its next request at once, and gets its 503. */
  private static final Duration LAST_REFUSALS = Duration.ofMillis(100);

  private static final Duration POLL_INTERVAL = Duration.ofMillis(5);
  private final Bulkheads bulkheads;
  private final JettySettings jetty;
  private final ServerState state;
  private final Javalin javalin;

  private IngressServer(
      HttpSettings settings,
      Map<Route, RequestHandler> handlers,
      BiConsumer<IngressRequest, Problem> rejected,
      Clock clock,
      HealthPages pages) {
    var metrics = new RequestMetrics(pages.registry());
    bulkheads = new Bulkheads(settings.limits());
    gauges(bulkheads, pages.registry());
    jetty = new JettySettings(settings, new ProblemErrorHandler(metrics), pages, clock);
    state = new ServerState(settings.limits().connections(), jetty::connections);
    var delay = new RejectionDelay();
    var pipeline = new RequestPipeline(settings, bulkheads, rejected, state, delay, metrics, clock);
    var routes = new IngressRoutes(handlers, pipeline, pages, state, delay, metrics);
    javalin =
        Javalin.create(
            config -> {
              configure(config);
              jetty.configure(config.jetty);
              routes.register(config.routes);
            });
  }

  /** What Javalin does for each request and ingress does not need is off. */
  @SuppressWarnings("unchecked") // an array of two tasks of one type
  private static void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.http.defaultContentType = Problem.CONTENT_TYPE;
    config.requestLifeCycle(DefaultTasks.INSTANCE.getBEFORE(), DefaultTasks.INSTANCE.getHTTP());
    config.jetty.threadPool = threads();
  }

  /** A few threads for the sockets; every request has a virtual one of its own. */
  private static QueuedThreadPool threads() {
    var threads = new QueuedThreadPool();
    threads.setName("http");
    threads.setMinThreads(2);
    threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
    return threads;
  }

  /**
   * Listens.
   *
   * @param rejected receives what an authenticated sender got 400, 413 or 415 for; of a body that
   *     is too large only its beginning
   * @param clock of receipts
   * @throws RuntimeException when the port is taken or the certificate cannot be used
   */
  public static IngressServer start(
      HttpSettings settings,
      Map<Route, RequestHandler> handlers,
      BiConsumer<IngressRequest, Problem> rejected,
      Clock clock,
      HealthPages pages) {
    var server = new IngressServer(settings, handlers, rejected, clock, pages);
    try {
      server.javalin.start();
    } catch (RuntimeException e) {
      server.stop();
      throw new IllegalStateException("cannot listen on port " + settings.port(), e);
    }
    return server;
  }

  private static void gauges(Bulkheads bulkheads, MeterRegistry meters) {
    for (var bulkhead : Bulkhead.values()) {
      var tags = Tags.of("bulkhead", bulkhead.name().toLowerCase(Locale.ROOT));
      var requests = bulkheads.requests(bulkhead);
      Gauge.builder("ingress_requests_in_flight", requests, Permits::inUse)
          .description("requests that hold a permit, by bulkhead")
          .tags(tags)
          .register(meters);
      Gauge.builder("ingress_requests_queued", requests, Permits::queued)
          .description("requests that wait for a permit, by bulkhead")
          .tags(tags)
          .register(meters);
      Gauge.builder(
              "ingress_large_bodies_bytes", bulkheads.bodies(bulkhead), LargeBodyBudget::taken)
          .description("bytes of the large bodies in memory, by bulkhead")
          .tags(tags)
          .register(meters);
    }
  }

  /** The port that it listens on. */
  public int port() {
    return jetty.port();
  }

  /** The TLS port, if there is one. */
  public @Nullable Integer tlsPort() {
    return jetty.tlsPort();
  }

  /**
   * Goes on for so long while load balancers see that this instance is not ready, and closes each
   * connection after its next response.
   */
  public void drain(Duration time) {
    state.become(ServerState.Phase.DRAINING);
    var end = System.nanoTime() + time.toNanos();
    await(() -> false, end);
  }

  /**
   * Refuses webhooks and lookups, waits for those in flight, stops listening, and waits for what
   * callers have asked: a digit whose answer is cut off would be sent again and count twice.
   */
  @Override
  public void close() {
    state.become(ServerState.Phase.CALLERS_ONLY);
    var deadline = System.nanoTime() + STOP_TIMEOUT.toNanos();
    await(this::onlyCallersInFlight, deadline);
    await(() -> false, System.nanoTime() + LAST_REFUSALS.toNanos());
    jetty.stopListening();
    if (!await(() -> jetty.requestsInFlight() == 0, deadline)) {
      LOG.warn("Stopped with requests still in flight");
    }
    stop();
  }

  private boolean onlyCallersInFlight() {
    return !bulkheads.isBusy(Bulkhead.WEBHOOKS) && !bulkheads.isBusy(Bulkhead.READS);
  }

  private static boolean await(BooleanSupplier condition, long deadline) {
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() >= deadline) {
        return false;
      }
      LockSupport.parkNanos(POLL_INTERVAL.toNanos());
    }
    return true;
  }

  private void stop() {
    try {
      javalin.stop();
    } catch (RuntimeException e) {
      LOG.warn("The HTTP server did not stop", e);
    }
    jetty.close();
  }
}
