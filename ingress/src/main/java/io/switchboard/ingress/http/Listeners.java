package io.switchboard.ingress.http;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ports: plain and TLS, with limits on heads, idleness, slowness and connections. */
final class Listeners implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
  private static final int LONGEST_HEAD = 8_192;

  /** So many connections more than are served are told so; only what is over that has to wait. */
  static final int SURPLUS = 1_024;

  private final WebServer.Options options;
  private final List<ServerConnector> connectors = new ArrayList<>();
  private final Deque<AutoCloseable> watches = new ArrayDeque<>();

  Listeners(WebServer.Options options) {
    this.options = options;
  }

  /** Puts the ports on a server that is about to start. */
  void configure(Server server, RequestMeter meter) {
    var http = bound();
    server.addConnector(add(options.port(), server, new HttpConnectionFactory(http)));
    var tls = options.tls();
    if (tls != null) {
      var port = new TlsPort(tls);
      watches.push(port);
      server.addConnector(secure(tls, port, server, http));
    }
    server.setErrorHandler(new ProblemPages(meter));
    server.addBean(new NetworkConnectionLimit(options.limits().connections() + SURPLUS, server));
    watches.push(
        new SlowSenders(List.<Connector>copyOf(connectors), options.limits().requestTime()));
  }

  private static HttpConfiguration bound() {
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendDateHeader(false);
    http.setRequestHeaderSize(LONGEST_HEAD);
    // each connection would have a table of 96 KiB from its first unusual header on: two thousand
    // of them fill the heap
    http.setHeaderCacheSize(0);
    return http;
  }

  private Connector secure(Tls tls, TlsPort port, Server server, HttpConfiguration http) {
    var secure = new HttpConfiguration(http);
    secure.addCustomizer(new SecureRequestCustomizer(false)); // callers may come by address
    return add(
        tls.port(),
        server,
        new SslConnectionFactory(port.context(), "http/1.1"),
        new HttpConnectionFactory(secure));
  }

  private ServerConnector add(
      int port, Server server, org.eclipse.jetty.server.ConnectionFactory... factories) {
    var connector = new ServerConnector(server, factories);
    connector.setHost(options.host());
    connector.setPort(port);
    connector.setAcceptQueueSize(1_024);
    connector.setIdleTimeout(options.limits().idle().toMillis());
    connectors.add(connector);
    return connector;
  }

  /** Whether there are more connections than are to be served. */
  boolean crowded() {
    var connected = 0;
    for (var connector : connectors) {
      connected += connector.getConnectedEndPoints().size();
    }
    return connected > options.limits().connections();
  }

  /** The plain port. */
  int port() {
    return connectors.getFirst().getLocalPort();
  }

  /** The TLS port, if there is one. */
  @Nullable Integer tlsPort() {
    return connectors.size() < 2 ? null : connectors.get(1).getLocalPort();
  }

  @Override
  public void close() {
    while (!watches.isEmpty()) {
      try {
        watches.pop().close();
      } catch (Exception e) { // AutoCloseable declares nothing narrower
        LOG.warn("A watch did not close", e);
      }
    }
  }
}
