package io.switchboard.service;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.concurrent.Executors;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The management port: health and metrics for orchestrators, Prometheus and {@code switchboard
 * status}.
 */
public final class ManagementServer implements AutoCloseable {
  private static final int MAX_THREADS = 16;
  private static final int MIN_THREADS = 2;
  private final Javalin javalin;

  private ManagementServer(HealthPages pages) {
    javalin = Javalin.create(config -> configure(config, pages));
  }

  /**
   * Listens.
   *
   * @param host the address to bind, for example 127.0.0.1 or 0.0.0.0
   * @param port 0 for any free port
   * @throws IllegalStateException when the port is in use
   */
  public static ManagementServer start(String host, int port, HealthPages pages) {
    var server = new ManagementServer(pages);
    try {
      server.javalin.start(host, port);
    } catch (RuntimeException e) {
      server.close();
      throw new IllegalStateException(
          "cannot listen on " + host + ":" + port + "; set MANAGEMENT_PORT to a free port", e);
    }
    return server;
  }

  private static void configure(JavalinConfig config, HealthPages pages) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.jetty.threadPool = threads();
    for (var path : HealthPages.PATHS) {
      config.routes.get(path, context -> answer(context, pages, path));
      config.routes.head(path, context -> answer(context, pages, path)); // Javalin's default is 200
    }
  }

  /** A few threads for the sockets; every request runs on a virtual thread. */
  private static QueuedThreadPool threads() {
    var threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
    threads.setName("management");
    threads.setDaemon(true);
    threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
    return threads;
  }

  private static void answer(Context context, HealthPages pages, String path) {
    var page = pages.page(path).orElseThrow();
    context.status(page.status()).contentType(page.contentType()).result(page.body());
  }

  /** The port. */
  public int port() {
    return javalin.port();
  }

  @Override
  public void close() {
    javalin.stop();
  }
}
