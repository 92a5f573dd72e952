package io.switchboard.bench.feed;

import io.switchboard.bench.machine.BenchDeployment;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.headers.EventType;
import io.switchboard.contract.headers.ServiceName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Contact events as ingress writes them; one in four is about an earlier contact.
 *
 * @param name part of the ids of its contacts: feeds with other names are about other contacts
 */
public record ContactFeed(String name, int count, long seed) {
  private static final Instant RECEIVED = Instant.parse("2026-11-20T11:00:00Z");
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  /** Each event's id and JSON, in order; the same at each call. */
  public void forEach(BiConsumer<String, String> each) {
    var random = new Random(seed);
    for (var i = 0; i < count; i++) {
      var n = random.nextInt(4) == 0 && i > 0 ? random.nextInt(i) : i;
      each.accept(name + "-" + n, json(i));
    }
  }

  private static String json(int i) {
    return """
    {"id":"contact","externalId":"ext-%d","firstName":"First%d","lastName":"Last%d","email":"person%d@example.com",\
    "timestamp":"2026-11-20T10:%02d:%02d.%03dZ","segment":"gold","score":%d,"note":"called back about the invoice"}\
    """
        .formatted(i, i, i, i, i / 60_000 % 60, i / 1_000 % 60, i % 1_000, i % 100);
  }

  /** Writes them all to {@code cxone.contact-events}. */
  public void send(BenchDeployment to) {
    var topic = to.name("cxone.contact-events");
    var number = new int[1];
    try (var producer =
        new KafkaProducer<>(
            to.kafka().clientProperties(Map.of("linger.ms", "5", "batch.size", "65536")),
            new StringSerializer(),
            new ByteArraySerializer())) {
      forEach(
          (id, json) -> {
            var headers =
                new EventHeaders(
                    EventId.hash(name, Integer.toString(number[0]++)),
                    EventType.CONTACT_EVENT.wireName(),
                    ServiceName.INGRESS.source(),
                    id,
                    RECEIVED,
                    RECEIVED,
                    TRACE);
            var _ =
                producer.send(
                    new ProducerRecord<>(
                        topic, null, id, json.getBytes(StandardCharsets.UTF_8), headers.toKafka()));
          });
      producer.flush();
    }
  }
}
