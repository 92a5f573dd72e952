package io.switchboard.ingress.proofs;

import io.javalin.Javalin;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/** What the door is measured against: an echo without a log, and a log without a door. */
final class BareServers {
  private BareServers() {}

  /** {@code echo PORT} or {@code bare PORT BOOTSTRAP TOPIC}, in a process of its own. */
  static void main(String[] arguments) throws Exception {
    var port = Integer.parseInt(arguments[1]);
    if (arguments[0].equals("echo")) {
      echo(port);
    } else {
      bare(port, arguments[2], arguments[3]);
    }
  }

  /** Javalin on virtual threads that answers what it was sent. */
  private static void echo(int port) {
    Javalin.start(
        config -> {
          config.startup.showJavalinBanner = false;
          config.concurrency.useVirtualThreads = true;
          config.jetty.host = "127.0.0.1";
          config.jetty.port = port;
          config.routes.post(
              "/webhook/call-result",
              context -> context.contentType("application/json").result(context.bodyAsBytes()));
        });
  }

  /** A core Jetty handler that sends the body to a topic and answers by the callback. */
  private static void bare(int port, String bootstrap, String topic) throws Exception {
    var producer =
        new KafkaProducer<>(
            properties(bootstrap), new ByteArraySerializer(), new ByteArraySerializer());
    var server = new Server();
    var connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    server.addConnector(connector);
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback)
              throws Exception {
            var body = BufferUtil.toArray(Content.Source.asByteBuffer(request));
            producer.send(
                new ProducerRecord<>(topic, body),
                (_, e) -> {
                  response.setStatus(e == null ? 200 : 503);
                  Content.Sink.write(response, true, "{\"status\":\"Received\"}", callback);
                });
            return true;
          }
        });
    server.start();
  }

  /** The door's own, so that the handlers alone differ. */
  private static Map<String, Object> properties(String bootstrap) {
    return Map.of(
        "bootstrap.servers", bootstrap,
        "acks", "all",
        "linger.ms", 0,
        "max.in.flight.requests.per.connection", 1,
        "batch.size", 65_536,
        "max.block.ms", 250,
        "delivery.timeout.ms", 4_000,
        "request.timeout.ms", 2_000);
  }
}
