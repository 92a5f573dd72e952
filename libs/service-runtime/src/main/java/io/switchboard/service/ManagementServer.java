package io.switchboard.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The management port: health and metrics for orchestrators, Prometheus and {@code switchboard
 * status}.
 */
public final class ManagementServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);
  private final HttpServer server;
  private final ExecutorService threads;
  private final HealthPages pages;

  private ManagementServer(HttpServer server, ExecutorService threads, HealthPages pages) {
    this.server = server;
    this.threads = threads;
    this.pages = pages;
  }

  /**
   * Listens.
   *
   * @param host the address to bind, for example 127.0.0.1 or 0.0.0.0
   * @param port 0 for any free one
   * @throws IllegalStateException when the port is taken
   */
  public static ManagementServer start(String host, int port, HealthPages pages) {
    try {
      var http = HttpServer.create(new InetSocketAddress(host, port), 64);
      var threads = Executors.newVirtualThreadPerTaskExecutor();
      var management = new ManagementServer(http, threads, pages);
      http.setExecutor(threads);
      http.createContext("/", management::answer);
      http.start();
      return management;
    } catch (IOException e) {
      throw new IllegalStateException(
          "cannot listen on " + host + ":" + port + "; set MANAGEMENT_PORT to a free port", e);
    }
  }

  /** The port that it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var page = pages.page(exchange.getRequestURI().getPath());
      if (page.isEmpty()) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      exchange.getResponseHeaders().set("Content-Type", page.get().contentType());
      exchange.sendResponseHeaders(
          page.get().status(), page.get().body().length == 0 ? -1 : page.get().body().length);
      exchange.getResponseBody().write(page.get().body());
    } catch (RuntimeException e) {
      LOG.warn("a management request failed", e);
      throw e;
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
