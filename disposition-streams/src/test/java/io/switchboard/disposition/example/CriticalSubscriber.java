package io.switchboard.disposition.example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Receives every critical call result at least once; revision and eventId identify repetitions. */
public final class CriticalSubscriber implements AutoCloseable {
  private final KafkaConsumer<String, String> consumer;
  private final ObjectMapper json = new ObjectMapper();

  public CriticalSubscriber(String bootstrapServers, String topic, String group) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", bootstrapServers,
            "group.id", group,
            "auto.offset.reset", "earliest",
            "enable.auto.commit", "false",
            "isolation.level", "read_committed");
    consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    consumer.subscribe(List.of(topic));
  }

  /** Waits up to a second for results, handles them, then commits their offsets. */
  public void poll(Consumer<JsonNode> handle) throws IOException {
    for (var record : consumer.poll(Duration.ofSeconds(1))) {
      handle.accept(json.readTree(record.value()));
    }
    consumer.commitSync();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
