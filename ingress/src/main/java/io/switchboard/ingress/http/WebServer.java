package io.switchboard.ingress.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.switchboard.service.HealthPages;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server: one virtual thread a request, every route behind its {@link Door}. */
public final class WebServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
  private final Lanes lanes;
  private final Javalin javalin;
  private @Nullable ServerConnector connector;
  private volatile boolean open = true;

  /**
   * Where and how to listen.
   *
   * @param host the address to bind
   * @param port 0 for any free one
   */
  public record Options(String host, int port, Authentication authentication, Limits limits) {}

  private WebServer(Options options, Map<Route, RequestHandler> handlers, HealthPages pages) {
    lanes = new Lanes(options.limits());
    var gate =
        new Door.Gate(
            options.authentication(),
            options.limits(),
            lanes,
            Clock.systemUTC(),
            pages.registry(),
            () -> open);
    for (var lane : Route.Lane.values()) {
      pages
          .registry()
          .gauge(
              "ingress_requests_in_flight",
              io.micrometer.core.instrument.Tags.of(
                  "lane", lane.name().toLowerCase(java.util.Locale.ROOT)),
              lanes,
              all -> all.inFlight(lane));
    }
    javalin =
        Javalin.create(
            config -> {
              plain(config);
              listen(config, options);
              handlers.forEach(
                  (route, handler) ->
                      config.routes.addHttpHandler(
                          HandlerType.findOrCreate(route.method()),
                          route.path(),
                          new Door(route, handler, gate)));
              for (var path : HealthPages.PATHS) {
                config.routes.get(path, context -> page(context, pages));
              }
            });
  }

  /**
   * Listens.
   *
   * @throws RuntimeException when the port is taken
   */
  public static WebServer start(
      Options options, Map<Route, RequestHandler> handlers, HealthPages pages) {
    var server = new WebServer(options, handlers, pages);
    server.javalin.start();
    return server;
  }

  /** The port that it listens on. */
  public int port() {
    return Objects.requireNonNull(connector).getLocalPort();
  }

  private static void plain(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.concurrency.useVirtualThreads = true;
    config.http.prefer405over404 = true;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.routes.exception(
        HttpResponseException.class, (e, context) -> write(context, problem(e.getStatus())));
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

  private static Problem problem(int status) {
    return switch (status) {
      case 404 -> Problem.notFound();
      case 405 -> Problem.methodNotAllowed();
      case 413 -> Problem.tooLarge(Limits.DEFAULT.bodyBytes());
      default -> Problem.of(status, "Refused", "the request cannot be answered");
    };
  }

  private static void write(Context context, Problem problem) {
    try {
      var _ = AnswerWriter.write(context, new Answer.Refusal(problem));
    } catch (IOException e) {
      LOG.debug("a sender did not wait for its answer", e);
    }
  }

  private void listen(JavalinConfig config, Options options) {
    config.jetty.addConnector(
        (server, http) -> {
          http.setSendServerVersion(false);
          http.setSendDateHeader(false);
          connector = new ServerConnector(server, new HttpConnectionFactory(http));
          connector.setHost(options.host());
          connector.setPort(options.port());
          connector.setIdleTimeout(options.limits().idle().toMillis());
          return connector;
        });
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
  }
}
