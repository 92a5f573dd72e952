package io.switchboard.console.server;

import static io.switchboard.console.access.Role.ANYONE;
import static io.switchboard.console.access.Role.OPERATOR;
import static io.switchboard.console.access.Role.PRIVACY;
import static io.switchboard.console.access.Role.VIEWER;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.config.SizeUnit;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.staticfiles.Location;
import io.switchboard.console.access.Authorization;
import io.switchboard.console.audit.AuditException;
import io.switchboard.console.store.StoreException;
import io.switchboard.console.view.Frame;
import io.switchboard.console.view.Views;
import io.switchboard.contract.phone.Mask;
import jakarta.servlet.ServletException;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The console's web server. */
public final class ConsoleServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleServer.class);
  private static final int MAX_FORM_BYTES = 1 << 20;

  private final Javalin server;

  private ConsoleServer(Javalin server) {
    this.server = server;
  }

  /** Listens; throws when the port is taken. */
  public static ConsoleServer start(
      String host,
      int port,
      Pages pages,
      Authorization authorization,
      Views views,
      Outages outages) {
    var server =
        Javalin.create(config -> configure(config, pages, authorization, views, outages))
            .start(host, port);
    return new ConsoleServer(server);
  }

  private static void configure(
      JavalinConfig config,
      Pages pages,
      Authorization authorization,
      Views views,
      Outages outages) {
    config.startup.showJavalinBanner = false;
    config.startup.startupWatcherEnabled = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.concurrency.useVirtualThreads = true;
    config.http.maxRequestSize = MAX_FORM_BYTES;
    // an upload is small: it stays in memory
    config.jetty.multipartConfig.maxFileSize(1, SizeUnit.MB);
    config.jetty.multipartConfig.maxInMemoryFileSize(2, SizeUnit.MB);
    config.jetty.multipartConfig.maxTotalRequestSize(2, SizeUnit.MB);
    config.staticFiles.enableWebjars();
    config.staticFiles.add(
        files -> {
          files.hostedPath = "/assets";
          files.directory = "/console";
          files.location = Location.CLASSPATH;
        });
    var routes = config.routes;
    routes.before(SecurityHeaders::add);
    routes.beforeMatched(NullCharacters::refuse);
    routes.beforeMatched(authorization::check);
    routes.exception(HttpResponseException.class, (e, context) -> refuse(context, views, e));
    routes.exception(
        StoreException.class,
        (e, context) -> outage(context, views, outages.database(e, Views.zone(context))));
    routes.exception(
        KafkaException.class,
        (e, context) -> {
          LOG.warn("{} {}: Kafka does not answer", context.method(), Mask.text(context.path()), e);
          outage(context, views, outages.kafka(Views.zone(context)));
        });
    routes.exception(
        AuditException.class,
        (e, context) -> problem(context, views, 503, String.valueOf(e.getMessage())));
    routes.exception(
        ServletException.class, // of Jetty, for a body that is too large or no form
        (e, context) -> {
          LOG.info("{} {} is refused: {}", context.method(), context.path(), e.getMessage());
          problem(context, views, 413, "The upload cannot be read, or it is larger than 1 MB.");
        });
    routes.exception(Exception.class, (e, context) -> fail(context, views, e));
    routes.error(404, "text/html", context -> notFound(context, views));
    routes.get(Views.PROBLEM_PATH, views::problem, ANYONE);
    addRoutes(routes, pages);
  }

  private static void addRoutes(RoutesConfig routes, Pages pages) {
    routes.get("/login", pages.login()::show, ANYONE);
    routes.post("/login", pages.login()::logIn, ANYONE);
    routes.post("/logout", pages.login()::logOut, ANYONE);
    routes.get(Authorization.SESSION_PATH, pages.login()::session, ANYONE);

    routes.get("/", pages.overview()::show, VIEWER);
    routes.get("/overview/figures", pages.overview()::figures, VIEWER);
    routes.get("/overview/history", pages.overview()::history, VIEWER);
    routes.sse("/overview/stream", pages.overview()::stream, VIEWER);
    routes.get("/live", pages.live()::show, VIEWER);
    routes.post("/live", pages.live()::show, PRIVACY);
    routes.sse("/live/stream", pages.live()::stream, VIEWER);
    routes.get("/live/{topic}/{partition}/{offset}", pages.record()::show, VIEWER);
    routes.post("/live/{topic}/{partition}/{offset}", pages.record()::reveal, PRIVACY);
    routes.get("/calls", pages.calls()::show, VIEWER);
    routes.post("/calls", pages.calls()::show, PRIVACY);
    routes.sse("/streams/callers", pages.calls()::stream, VIEWER);
    routes.get("/calls/{callId}", pages.call()::show, VIEWER);
    routes.post("/calls/{callId}", pages.call()::reveal, PRIVACY);
    routes.get("/timeline", pages.call()::timeline, VIEWER);
    routes.get("/trace", pages.trace()::show, VIEWER);
    routes.post("/trace", pages.trace()::show, PRIVACY);
    routes.post("/trace/find", pages.trace()::find, VIEWER);
    routes.post("/trace/records", pages.trace()::records, VIEWER);
    routes.post("/trace/revealed", pages.trace()::revealed, PRIVACY);
    routes.get("/consent", pages.consent()::show, VIEWER);
    routes.post("/consent", pages.consent()::show, PRIVACY);
    routes.post("/consent/find", pages.chain()::find, VIEWER);
    routes.get("/consent/opt-out", pages.entries()::optOutForm, OPERATOR);
    routes.post("/consent/opt-out", pages.entries()::optOut, OPERATOR);
    routes.get("/consent/entries/{id}", pages.entries()::entry, VIEWER);
    routes.get("/consent/entries/{id}/state", pages.entries()::entryState, VIEWER);
    routes.get("/consent/{number}/resolve", pages.entries()::resolveForm, OPERATOR);
    routes.post("/consent/{number}/resolve", pages.entries()::resolve, OPERATOR);
    routes.get("/consent/{number}", pages.chain()::show, VIEWER);
    routes.post("/consent/{number}", pages.chain()::reveal, PRIVACY);
    routes.get("/dispositions", pages.dispositions()::show, VIEWER);
    routes.post("/dispositions", pages.dispositions()::show, PRIVACY);
    routes.get("/dead-letters", pages.deadLetters()::show, VIEWER);
    routes.post("/dead-letters", pages.deadLetters()::show, PRIVACY);
    routes.get("/dead-letters/redrive", pages.deadLetterActions()::planRedrive, OPERATOR);
    routes.post("/dead-letters/redrive", pages.deadLetterActions()::redrive, OPERATOR);
    routes.get("/dead-letters/park", pages.deadLetterActions()::planPark, OPERATOR);
    routes.post("/dead-letters/park", pages.deadLetterActions()::park, OPERATOR);
    routes.get("/dead-letters/runs/{id}", pages.deadLetterActions()::run, VIEWER);
    routes.get("/dead-letters/runs/{id}/state", pages.deadLetterActions()::runState, VIEWER);
    routes.post("/dead-letters/runs/{id}/cancel", pages.deadLetterActions()::cancel, OPERATOR);
    var deadLetter = "/dead-letters/{service}/{partition}/{offset}";
    routes.get(deadLetter, pages.deadLetter()::show, VIEWER);
    routes.post(deadLetter, pages.deadLetter()::reveal, PRIVACY);
    routes.get("/what-if", pages.whatIf()::show, VIEWER);
    routes.post("/what-if", pages.whatIf()::start, VIEWER);
    routes.get("/what-if/{id}", pages.whatIf()::run, VIEWER);
    routes.get("/what-if/{id}/state", pages.whatIf()::runState, VIEWER);
    routes.post("/what-if/{id}/cancel", pages.whatIf()::cancel, VIEWER);
    routes.get("/pushes", pages.pushes()::show, VIEWER);
    routes.get("/pushes/statistics", pages.pushes()::statistics, VIEWER);
    routes.post("/pushes/find", pages.pushes()::find, VIEWER);
    routes.post("/pushes", pages.pushes()::show, PRIVACY);
    routes.get("/audit", pages.audit()::show, VIEWER);
    routes.post("/audit", pages.audit()::show, PRIVACY);
  }

  private static void refuse(Context context, Views views, HttpResponseException e) {
    problem(context, views, e.getStatus(), String.valueOf(e.getMessage()));
  }

  /** The page stays, as it was last made; the status tells programs that it is not new. */
  private static void outage(Context context, Views views, String problem) {
    context.status(HttpStatus.SERVICE_UNAVAILABLE);
    if (!views.lastPage(context, problem)) {
      problem(context, views, HttpStatus.SERVICE_UNAVAILABLE.getCode(), problem);
    }
  }

  private static void fail(Context context, Views views, Exception e) {
    LOG.error("{} {} failed", context.method(), Mask.text(context.path()), e);
    problem(context, views, 500, "The console could not make this page. Its log has the cause.");
  }

  private static void notFound(Context context, Views views) {
    if (context.result() == null || context.result().isEmpty()) {
      problem(context, views, 404, "There is no page at this address.");
    }
  }

  private static void problem(Context context, Views views, int status, String detail) {
    views.problem(context, HttpStatus.forStatus(status), detail, page(context));
  }

  /** The page of the navigation that this address belongs to; a form leads back to it. */
  private static String page(Context context) {
    return context.method() == HandlerType.GET
        ? "/"
        : Frame.LINKS.stream()
            .map(Frame.Link::path)
            .filter(path -> context.path().startsWith(path + "/"))
            .findFirst()
            .orElse("/");
  }

  /** The port that it listens on. */
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
  }
}
