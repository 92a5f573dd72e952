package io.switchboard.ingress.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.switchboard.ingress.authentication.Authentication;
import io.switchboard.service.HealthPages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server: one virtual thread a request, every route behind its {@link Door}. */
public final class WebServer implements AutoCloseable {
  /** Where people read what can be asked. */
  public static final String DOCUMENTATION = "/docs";

  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
  private final Lanes lanes;
  private final Listeners listeners;
  private final Javalin javalin;
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
    lanes = new Lanes(options.limits());
    listeners = new Listeners(options);
    count(lanes, pages.registry());
    var gate = gate(options, pages.registry());
    var documentation = ApiPage.html().getBytes(StandardCharsets.UTF_8);
    javalin =
        Javalin.create(
            config -> {
              plain(config);
              refuseInOurWords(config, options.limits());
              listeners.configure(config);
              handlers.forEach(
                  (route, handler) -> add(config, new Door(route, handler, gate), route));
              for (var path : HealthPages.PATHS) {
                config.routes.get(path, context -> page(context, pages));
              }
              config.routes.get(
                  DOCUMENTATION,
                  context ->
                      AnswerWriter.bytes(context, 200, "text/html; charset=utf-8", documentation));
            });
  }

  /**
   * Listens.
   *
   * @throws RuntimeException when the port is taken or the certificate cannot be used
   */
  public static WebServer start(
      Options options, Map<Route, RequestHandler> handlers, HealthPages pages) {
    var server = new WebServer(options, handlers, pages);
    server.javalin.start();
    return server;
  }

  private Door.Gate gate(Options options, MeterRegistry meters) {
    return new Door.Gate(
        options.authentication(),
        options.limits(),
        lanes,
        new SenderRates(options.limits()),
        new Replays(),
        new RequestMeter(meters),
        Clock.systemUTC(),
        () -> open);
  }

  private static void add(JavalinConfig config, Door door, Route route) {
    config.routes.addHttpHandler(HandlerType.findOrCreate(route.method()), route.path(), door);
  }

  private static void count(Lanes lanes, MeterRegistry meters) {
    for (var lane : Route.Lane.values()) {
      var tags = Tags.of("lane", lane.name().toLowerCase(Locale.ROOT));
      meters.gauge("ingress_requests_in_flight", tags, lanes, all -> all.inFlight(lane));
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

  private static void plain(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.concurrency.useVirtualThreads = true;
    config.http.prefer405over404 = true;
    config.http.compressionStrategy = CompressionStrategy.NONE;
  }

  private static void refuseInOurWords(JavalinConfig config, Limits limits) {
    config.routes.exception(
        HttpResponseException.class, (e, context) -> write(context, problem(e, limits)));
    config.routes.exception(
        IOException.class,
        (e, context) -> {
          LOG.debug("a sender went away", e);
          write(context, Problem.of(408, "Request Timeout", "the body did not come in time"));
        });
    config.routes.exception(
        Exception.class,
        (e, context) -> {
          LOG.error("a request failed", e);
          write(context, Problem.internal());
        });
  }

  private static Problem problem(HttpResponseException e, Limits limits) {
    return switch (e.getStatus()) {
      case 404 -> Problem.notFound();
      case 405 -> Problem.methodNotAllowed();
      case 413 -> Problem.tooLarge(limits.bodyBytes());
      default -> Problem.of(e.getStatus(), "Refused", "the request cannot be answered");
    };
  }

  private static void write(Context context, Problem problem) {
    try {
      var _ = AnswerWriter.write(context, new Answer.Refusal(problem));
    } catch (IOException e) {
      LOG.debug("a sender did not wait for its answer", e);
    }
  }

  private static void page(Context context, HealthPages pages) throws IOException {
    var page = pages.page(context.path()).orElseThrow();
    var _ = AnswerWriter.bytes(context, page.status(), page.contentType(), page.body());
  }

  /** Refuses what comes, waits up to 6 s for what is in flight, and stops listening. */
  @Override
  public void close() {
    open = false;
    if (!lanes.awaitEmpty(Duration.ofSeconds(6))) {
      LOG.warn("Stopped with requests still in flight");
    }
    javalin.stop();
    listeners.close();
  }
}
