package io.switchboard.ingress.http;

import io.github.bucket4j.Bucket;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.http.NotFoundResponse;
import io.switchboard.ingress.limits.RateLimits;
import io.switchboard.ingress.limits.RejectionDelay;
import io.switchboard.ingress.request.Problem;
import io.switchboard.ingress.request.RequestHandler;
import io.switchboard.ingress.request.Route;
import io.switchboard.service.HealthPages;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers every endpoint with Javalin; the paths are in {@link Route}. */
final class IngressRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(IngressRoutes.class);
  private static final int PAGES_PER_SECOND = 20;
  private final Map<Route, RequestHandler> handlers;
  private final RequestPipeline pipeline;
  private final HealthPages pages;
  private final ServerState state;
  private final RejectionDelay delay;
  private final RequestMetrics metrics;
  private final Bucket pageRate = RateLimits.perSecond(PAGES_PER_SECOND);

  IngressRoutes(
      Map<Route, RequestHandler> handlers,
      RequestPipeline pipeline,
      HealthPages pages,
      ServerState state,
      RejectionDelay delay,
      RequestMetrics metrics) {
    this.handlers = handlers;
    this.pipeline = pipeline;
    this.pages = pages;
    this.state = state;
    this.delay = delay;
    this.metrics = metrics;
  }

  void register(RoutesConfig routes) {
    routes.before(this::closeUnlessServing);

    post(routes, Route.CALL_RESULT);
    post(routes, Route.IVR_MENU);
    post(routes, Route.NICE_STUDIO_MENU);
    post(routes, Route.NICE_VAH_EXCHANGE);
    post(routes, Route.DNC);
    post(routes, Route.DATA_ACTIONS);
    post(routes, Route.SIMULATOR);
    post(routes, Route.DNC_CHECK);
    get(routes, Route.DNC_LOOKUP);

    get(routes, "/livez", page("/livez"));
    get(routes, "/readyz", page("/readyz"));
    get(routes, "/health", page("/health"));
    get(routes, "/metrics", limited(page("/metrics")));
    get(routes, "/openapi.yaml", limited(page("/openapi.yaml")));
    get(routes, ApiDocs.PATH, limited(context -> docs(context, "index.html")));
    get(
        routes,
        ApiDocs.PATH + "/{asset}",
        limited(context -> docs(context, context.pathParam("asset"))));

    routes.exception(HttpResponseException.class, this::noSuchEndpoint);
    routes.exception(Exception.class, this::failed);
  }

  private void post(RoutesConfig routes, Route route) {
    var handler = handlers.get(route);
    if (handler != null) {
      routes.post(route.path(), pipeline.of(route, handler));
    }
  }

  private void get(RoutesConfig routes, Route route) {
    var handler = handlers.get(route);
    if (handler != null) {
      get(routes, route.path(), pipeline.of(route, handler));
    }
  }

  /** HEAD runs the handler too: without it Javalin answers 200 without authentication. */
  private static void get(RoutesConfig routes, String path, Handler handler) {
    routes.get(path, handler);
    routes.head(path, handler);
  }

  private void closeUnlessServing(Context context) {
    if (!state.isServing()) {
      context.header(Header.CONNECTION, "close"); // the next request goes to another instance
    }
  }

  private Handler page(String path) {
    return context -> {
      var page = pages.page(path).orElseThrow();
      write(context, page.status(), page.contentType(), page.body());
    };
  }

  private void docs(Context context, String name) throws IOException {
    var asset = ApiDocs.asset(name).orElseThrow(NotFoundResponse::new);
    context.header(Header.CONTENT_SECURITY_POLICY, ApiDocs.CONTENT_SECURITY_POLICY);
    write(context, 200, asset.contentType(), asset.bytes());
  }

  private void write(Context context, int status, String contentType, byte[] body)
      throws IOException {
    var began = System.nanoTime();
    Responses.closeIfUnread(context);
    Responses.bytes(context, status, contentType, body);
    metrics.record(RequestMetrics.PAGES, status, began);
  }

  /**
   * Unauthenticated endpoints share one rate limit: figures cost more than a webhook does. Probes
   * have none, so that no flood makes an instance look ill.
   */
  private Handler limited(Handler page) {
    return context -> {
      if (pageRate.tryConsume(1)) {
        page.handle(context);
      } else {
        refuse(context, Problem.tooMany(RateLimits.RETRY_AFTER_SECONDS), RequestMetrics.PAGES);
      }
    };
  }

  /** 404, or 405 with Allow. */
  private void noSuchEndpoint(HttpResponseException refusal, Context context) {
    delay.await(new RequestHead(context).began());
    var problem = Problem.notFound();
    if (refusal instanceof MethodNotAllowedResponse) {
      context.header(Header.ALLOW, String.join(", ", refusal.getDetails().values()));
      problem = Problem.methodNotAllowed();
    }
    refuse(context, problem, RequestMetrics.NO_ROUTE);
  }

  private void failed(Exception e, Context context) {
    LOG.error("A request failed", e);
    refuse(context, Problem.internal(), RequestMetrics.MALFORMED);
  }

  private void refuse(Context context, Problem problem, String word) {
    var began = System.nanoTime();
    try {
      metrics.record(word, Responses.problem(context, problem), began);
    } catch (IOException e) {
      LOG.debug("A sender closed its connection before its answer", e);
    }
  }
}
