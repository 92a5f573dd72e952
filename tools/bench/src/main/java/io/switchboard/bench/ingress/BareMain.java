package io.switchboard.bench.ingress;

import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.KafkaSettings;
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

/**
 * A plain Jetty handler that sends the body to a topic and answers in the callback: no checks, no
 * headers, no identity. Arguments: port, topic.
 */
final class BareMain {
  /** As in ingress, so that only the handlers differ. */
  private static final Map<String, Object> PRODUCER =
      Map.of(
          "acks", "all",
          "linger.ms", 0,
          "max.in.flight.requests.per.connection", 1,
          "batch.size", 65_536,
          "max.block.ms", 250,
          "delivery.timeout.ms", 4_000,
          "request.timeout.ms", 2_000);

  private BareMain() {}

  static void main(String[] arguments) throws Exception {
    var kafka = KafkaSettings.read(Environment.ofProcess());
    var producer =
        new KafkaProducer<>(
            kafka.clientProperties(PRODUCER), new ByteArraySerializer(), new ByteArraySerializer());
    var topic = kafka.prefix().applyTo(arguments[1]);
    var server = new Server();
    var connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    connector.setPort(Integer.parseInt(arguments[0]));
    server.addConnector(connector);
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback)
              throws Exception {
            var body = BufferUtil.toArray(Content.Source.asByteBuffer(request));
            var _ =
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
}
