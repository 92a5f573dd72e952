package io.switchboard.bench.ingress;

import io.javalin.Javalin;

/**
 * Javalin on virtual threads that echoes the request: {@code POST} its body, {@code GET} its path.
 * Argument: the port.
 */
public final class EchoMain {
  private EchoMain() {}

  static void main(String[] arguments) {
    Javalin.start(
        config -> {
          config.startup.showJavalinBanner = false;
          config.concurrency.useVirtualThreads = true;
          config.jetty.host = "127.0.0.1";
          config.jetty.port = Integer.parseInt(arguments[0]);
          config.routes.post(
              "/<path>",
              context -> context.contentType("application/json").result(context.bodyAsBytes()));
          config.routes.get("/<path>", context -> context.result(context.path()));
        });
  }
}
