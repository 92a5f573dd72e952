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

  /** Javalin on virtual threads that answers what it was sent. */
  static Javalin echo() {
    return Javalin.start(
        config -> {
          config.startup.showJavalinBanner = false;
          config.concurrency.useVirtualThreads = true;
          config.jetty.host = "127.0.0.1";
          config.jetty.port = 0;
          config.routes.post(
              "/webhook/call-result",
              context -> context.contentType("application/json").result(context.bodyAsBytes()));
        });
  }

  /** A core Jetty handler that sends the body to a topic and answers by the callback. */
  static Server bare(Map<String, Object> producerProperties, String topic) throws Exception {
    var producer =
        new KafkaProducer<>(
            producerProperties, new ByteArraySerializer(), new ByteArraySerializer());
    var server = new Server();
    var connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
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
    server.addBean(producer, false);
    server.start();
    return server;
  }

  static int port(Server server) {
    return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
  }
}
