package io.switchboard.ingress.http;

import io.javalin.config.JettyConfig;
import io.switchboard.ingress.limits.SlowSenders;
import io.switchboard.ingress.tls.ReloadingTls;
import io.switchboard.service.HealthPages;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.SessionHandler;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.LowResourceMonitor;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Configures the Jetty under Javalin: ports, limits and how a stop waits. */
final class JettySettings implements AutoCloseable {
  private static final int MAX_HEAD_BYTES = 8_192;
  private static final int ACCEPT_QUEUE = 1_024;

  /** So many connections over the limit get 503; further ones wait to be accepted. */
  static final int SURPLUS = 1_024;

  private final HttpSettings settings;
  private final ProblemErrorHandler errors;
  private final HealthPages pages;
  private final Clock clock;
  private final GracefulHandler graceful = new GracefulHandler();
  private final List<ServerConnector> connectors = new ArrayList<>();
  private @Nullable ReloadingTls tls;
  private @Nullable SlowSenders slowSenders;

  JettySettings(HttpSettings settings, ProblemErrorHandler errors, HealthPages pages, Clock clock) {
    this.settings = settings;
    this.errors = errors;
    this.pages = pages;
    this.clock = clock;
  }

  void configure(JettyConfig jetty) {
    jetty.modifyServer(this::server);
    jetty.modifyServletContextHandler(this::context);
    jetty.modifyHttpConfiguration(JettySettings::http);
    jetty.addConnector(
        (server, http) -> connector(settings.port(), server, new HttpConnectionFactory(http)));
    var secure = settings.tls();
    if (secure != null) {
      var certificate = new ReloadingTls(secure, pages.health(), pages.registry(), clock);
      tls = certificate;
      jetty.addConnector((server, http) -> secure(secure.port(), certificate, server, http));
    }
  }

  private void server(Server server) {
    server.getBeans(LowResourceMonitor.class).forEach(server::removeBean); // not needed: bounded
    server.setHandler(graceful);
    server.setErrorHandler(errors);
    server.addBean(new NetworkConnectionLimit(settings.limits().connections() + SURPLUS, server));
    slowSenders =
        new SlowSenders(this::connectors, settings.limits().requestTime(), pages.health());
  }

  private void context(ServletContextHandler context) {
    context.setSessionHandler(new NoSessions());
    context.setErrorHandler(errors);
  }

  private static void http(HttpConfiguration http) {
    http.setUriCompliance(UriCompliance.DEFAULT); // Javalin's LEGACY lets ambiguous paths pass
    http.setSendServerVersion(false);
    http.setSendDateHeader(false);
    http.setRequestHeaderSize(MAX_HEAD_BYTES);
    // each connection would have a table of 96 KiB from its first unusual header on: two thousand
    // of them fill the heap
    http.setHeaderCacheSize(0);
    http.addCustomizer(new RequestRules());
  }

  private Connector secure(int port, ReloadingTls tlsPort, Server server, HttpConfiguration http) {
    var secure = new HttpConfiguration(http);
    secure.addCustomizer(new SecureRequestCustomizer(false)); // senders may come by address
    return connector(
        port,
        server,
        new SslConnectionFactory(tlsPort.context(), "http/1.1"),
        new HttpConnectionFactory(secure));
  }

  private ServerConnector connector(int port, Server server, ConnectionFactory... factories) {
    var connector = new ServerConnector(server, factories);
    connector.setHost(settings.host());
    connector.setPort(port);
    connector.setAcceptQueueSize(ACCEPT_QUEUE);
    connector.setIdleTimeout(settings.limits().idle().toMillis());
    connectors.add(connector);
    return connector;
  }

  private List<ServerConnector> connectors() {
    return connectors;
  }

  /** Open connections. */
  int connections() {
    var connected = 0;
    for (var connector : connectors) {
      connected += connector.getConnectedEndPoints().size();
    }
    return connected;
  }

  /** Requests whose response is not yet written to its end. */
  long requestsInFlight() {
    return graceful.getCurrentRequestCount();
  }

  /** The plain port. */
  int port() {
    return connectors.getFirst().getLocalPort();
  }

  /** The TLS port, if there is one. */
  @Nullable Integer tlsPort() {
    return connectors.size() < 2 ? null : connectors.get(1).getLocalPort();
  }

  /** Takes no more connections; those that are open stay open. */
  void stopListening() {
    connectors.forEach(ServerConnector::close);
  }

  @Override
  public void close() {
    if (slowSenders != null) {
      slowSenders.close();
    }
    if (tls != null) {
      tls.close();
    }
  }

  /** Javalin's context always has a session handler; this one looks for no session. */
  private static final class NoSessions extends SessionHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      return Objects.requireNonNull(getHandler()).handle(request, response, callback);
    }
  }
}
