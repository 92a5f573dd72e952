package io.switchboard.ingress.http;

import io.switchboard.ingress.authentication.Authentication;
import io.switchboard.ingress.limits.Limits;
import io.switchboard.ingress.limits.RateLimits;
import io.switchboard.ingress.request.RequestHandler;
import io.switchboard.ingress.request.Route;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.HealthPages;
import io.switchboard.service.Metrics;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** Servers without Kafka, on a free port of the loopback address. */
public final class TestServers {
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(75);

  private TestServers() {}

  /** Without authentication. */
  static IngressServer start(Limits limits, Map<Route, RequestHandler> handlers) {
    return start(0, limits, Authentication.OPEN, KEEP_ALIVE, handlers);
  }

  /** With a clock of receipts. */
  static IngressServer start(
      Clock clock, Authentication authentication, Map<Route, RequestHandler> handlers) {
    return start(0, Limits.DEFAULT, authentication, KEEP_ALIVE, clock, handlers);
  }

  /** Without authentication, on a port. */
  public static IngressServer start(int port, Map<Route, RequestHandler> handlers) {
    return start(port, Limits.DEFAULT, Authentication.OPEN, KEEP_ALIVE, handlers);
  }

  static IngressServer start(
      int port,
      Limits limits,
      Authentication authentication,
      Duration keepAlive,
      Map<Route, RequestHandler> handlers) {
    return start(port, limits, authentication, keepAlive, Clock.systemUTC(), handlers);
  }

  private static IngressServer start(
      int port,
      Limits limits,
      Authentication authentication,
      Duration keepAlive,
      Clock clock,
      Map<Route, RequestHandler> handlers) {
    return IngressServer.start(
        new HttpSettings(
            "127.0.0.1",
            port,
            null,
            authentication,
            limits,
            new RateLimits(1_000, 1_000),
            keepAlive),
        handlers,
        (_, _) -> {},
        clock,
        new HealthPages("test", new HealthChecks(), Metrics.registry("test")));
  }
}
