package io.switchboard.ingress.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.switchboard.ingress.authentication.Authentication;
import io.switchboard.service.HealthPages;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server: one virtual thread a request, every route behind its {@link Door}. */
public final class WebServer implements AutoCloseable {
  /** Where people read what can be asked. */
  public static final String DOCUMENTATION = "/docs";

  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

  /** Small, and never refused: a flood of strangers must not make an instance look ill. */
  private static final Set<String> PROBES = Set.of("/livez", "/readyz", "/health");

  private static final int PAGES_A_SECOND = 20;
  private final RateLimit pageRate = new RateLimit(PAGES_A_SECOND, PAGES_A_SECOND);
  private final RequestMeter meter;
  private final Refusals refusals = new Refusals();
  private final Lanes lanes;
  private final Listeners listeners;
  private final Exchanges exchanges;
  private final Server server;
  private volatile boolean open = true;

  /**
   * Where and how to listen.
   *
   * @param host the address to bind
   * @param port 0 for any free one
   * @param tls null for none
   */
  public record Options(
      String host, int port, @Nullable Tls tls, Authentication authentication, Limits limits) {}

  private WebServer(Options options, Map<Route, RequestHandler> handlers, HealthPages pages) {
    meter = new RequestMeter(pages.registry());
    lanes = new Lanes(options.limits());
    listeners = new Listeners(options);
    count(lanes, pages.registry());
    var gate = gate(options);
    var documentation = ApiPage.html().getBytes(StandardCharsets.UTF_8);
    var paths = new Paths();
    handlers.forEach(
        (route, handler) ->
            paths.add(route.method(), route.path(), new Door(route, handler, gate)));
    for (var path : HealthPages.PATHS) {
      Paths.Page page = exchange -> page(exchange, pages, path);
      paths.add("GET", path, PROBES.contains(path) ? page : limited(page));
    }
    paths.add("GET", DOCUMENTATION, limited(exchange -> html(exchange, documentation)));
    server = new Server(threads());
    listeners.configure(server, meter);
    exchanges = new Exchanges(paths, meter, refusals);
    server.setHandler(exchanges);
  }

  /** A few threads for the sockets; every request has a virtual one of its own. */
  private static QueuedThreadPool threads() {
    var threads = new QueuedThreadPool();
    threads.setName("http");
    threads.setMinThreads(2);
    threads.setVirtualThreadsExecutor(Arrival::start);
    return threads;
  }

  /**
   * Listens.
   *
   * @throws RuntimeException when the port is taken or the certificate cannot be used
   */
  public static WebServer start(
      Options options, Map<Route, RequestHandler> handlers, HealthPages pages) {
    var server = new WebServer(options, handlers, pages);
    try {
      server.server.start();
    } catch (Exception e) { // Jetty declares nothing narrower
      server.stop();
      throw new IllegalStateException("cannot listen on port " + options.port(), e);
    }
    return server;
  }

  private Door.Gate gate(Options options) {
    return new Door.Gate(
        options.authentication(),
        options.limits(),
        lanes,
        new SenderRates(options.limits()),
        new Replays(),
        refusals,
        meter,
        Clock.systemUTC(),
        () -> open,
        listeners::crowded);
  }

  private static void count(Lanes lanes, MeterRegistry meters) {
    for (var lane : Route.Lane.values()) {
      var tags = Tags.of("lane", lane.name().toLowerCase(Locale.ROOT));
      meters.gauge("ingress_requests_in_flight", tags, lanes, all -> all.inFlight(lane));
      meters.gauge("ingress_requests_without_place", tags, lanes, all -> all.waiting(lane));
      meters.gauge("ingress_large_bodies_bytes", tags, lanes, all -> all.bodies(lane).taken());
    }
  }

  /** The port that it listens on. */
  public int port() {
    return listeners.port();
  }

  /** The TLS port, if there is one. */
  public @Nullable Integer tlsPort() {
    return listeners.tlsPort();
  }

  /**
   * Nobody proves anything here, so all together may ask only so often: figures cost more than a
   * webhook does.
   */
  private Paths.Page limited(Paths.Page page) {
    return exchange -> {
      var wait = pageRate.tryAcquire();
      if (wait == 0) {
        page.answer(exchange);
      } else {
        var began = System.nanoTime();
        var refusal = new Answer.Refusal(Problem.tooMany(wait));
        meter.record(RequestMeter.PAGES, AnswerWriter.write(exchange, refusal), began);
      }
    };
  }

  private void page(Exchange exchange, HealthPages pages, String path) {
    var began = System.nanoTime();
    var page = pages.page(path).orElseThrow();
    var status = AnswerWriter.bytes(exchange, page.status(), page.contentType(), page.body());
    meter.record(RequestMeter.PAGES, status, began);
  }

  private void html(Exchange exchange, byte[] html) {
    var began = System.nanoTime();
    var status = AnswerWriter.bytes(exchange, 200, "text/html; charset=utf-8", html);
    meter.record(RequestMeter.PAGES, status, began);
  }

  /**
   * Refuses what comes, waits up to 6 s until everybody has an answer, and stops listening: a
   * caller's digit whose answer is cut off would be sent again and count twice.
   */
  @Override
  public void close() {
    open = false;
    if (!exchanges.awaitAnswers(Duration.ofSeconds(6))) {
      LOG.warn("Stopped with requests still in flight");
    }
    stop();
  }

  private void stop() {
    try {
      server.stop();
    } catch (Exception e) { // Jetty declares nothing narrower
      LOG.warn("The HTTP server did not stop", e);
    }
    listeners.close();
  }
}
