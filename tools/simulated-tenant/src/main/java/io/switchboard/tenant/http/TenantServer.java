package io.switchboard.tenant.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import java.time.Duration;
import java.util.function.Consumer;

/** Creates the HTTP servers of a tenant. */
public final class TenantServer {
  private TenantServer() {}

  /** A server that does not listen yet. */
  public static Javalin create(Consumer<JavalinConfig> routes) {
    return Javalin.create(
        config -> {
          config.startup.showJavalinBanner = false;
          config.startup.startupWatcherEnabled = false;
          config.startup.showOldJavalinVersionWarning = false;
          config.concurrency.useVirtualThreads = true;
          config.jetty.modifyWebSocketServletFactory(
              factory -> factory.setIdleTimeout(Duration.ofMinutes(5)));
          routes.accept(config);
        });
  }
}
