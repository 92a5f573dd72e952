package io.switchboard.e2e.load;

import static org.awaitility.Awaitility.await;

import io.switchboard.contract.EventHeaders;
import io.switchboard.contract.EventId;
import io.switchboard.contract.event.Consent;
import io.switchboard.contract.event.DncSource;
import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topics.TopicCatalog;
import io.switchboard.contract.topics.TopicPlan;
import io.switchboard.dnc.DncEntry;
import io.switchboard.dnc.registry.EnteredChange;
import io.switchboard.dnc.registry.Normaliser;
import io.switchboard.embedded.EmbeddedBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** All topics of one deployment on the shared broker, filled by hand before a service starts. */
final class LoadTopics implements AutoCloseable {
  private static final int PARTITIONS = 3;
  private static final int EVENTS_A_KEY = 4;
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final String prefix = "l" + UUID.randomUUID().toString().substring(0, 8) + "-";
  private final KafkaSettings kafka = KafkaSettings.read(new Environment(variables()));
  private final Admin admin = Admin.create(kafka.clientProperties(Map.of()));

  LoadTopics() {
    TopicPlan.make(admin, TopicCatalog.shipped().wanted("embedded", kafka.prefix())).apply(admin);
  }

  KafkaSettings kafka() {
    return kafka;
  }

  String name(String topic) {
    return kafka.prefix().applyTo(topic);
  }

  Environment environment(Path state) {
    var variables = variables();
    variables.put("STATE_DIR", state.toString());
    variables.put("MANAGEMENT_PORT", "0");
    return new Environment(variables);
  }

  /** Client properties of the process's own environment (KAFKA_X_Y) reach both sides. */
  private Map<String, String> variables() {
    var variables = new HashMap<String, String>();
    System.getenv()
        .forEach(
            (name, value) -> {
              if (name.startsWith("KAFKA_")) {
                variables.put(name, value);
              }
            });
    variables.put("KAFKA_BOOTSTRAP_SERVERS", EmbeddedBroker.shared().bootstrapServers());
    variables.put("TOPIC_PREFIX", prefix);
    return variables;
  }

  void create(String... topics) throws Exception {
    var all = List.of(topics).stream().map(t -> new NewTopic(name(t), PARTITIONS, (short) 1));
    admin.createTopics(all.toList()).all().get();
  }

  /** Every result is new and counts, so that as many records come out as went in. */
  void fillCallResults(int records) {
    send(
        records,
        i -> {
          var contact = "contact-" + i % (records / EVENTS_A_KEY);
          var code = i % 5 == 0 ? "1001" : "2001";
          var at = NOON.plusSeconds(i);
          var body =
              "{\"contactId\":\"%s\",\"dispositionCode\":\"%s\",\"callResult\":\"answered\",\"timestamp\":\"%s\",\"phoneNumber\":\"%s\"}"
                  .formatted(contact, code, at, number(i, records));
          return record("cxone.call-results", contact, body, EventId.hash(contact, "" + i), at);
        });
  }

  void fillDncWebhook(int records) {
    send(
        records,
        i -> {
          var number = number(i, records);
          var event = i % 3 == 0 ? "optIn" : "optOut";
          var at = NOON.plusSeconds(i);
          var body =
              "{\"phoneNumber\":\"%s\",\"eventName\":\"%s\",\"timestamp\":\"%s\"}"
                  .formatted(number, event, at);
          var id = EventId.ofDncWebhook(number, event, at, at);
          return record("cxone.dnc-events", number, body, id, at);
        });
  }

  void fillDncEvents(int records) {
    try (var entry = new DncEntry(kafka)) {
      for (var i = 0; i < records; i++) {
        var consent = i % 3 == 0 ? Consent.OPT_IN : Consent.OPT_OUT;
        var at = NOON.plusSeconds(i);
        var change =
            new EnteredChange(
                DncSource.IMPORT, number(i, records), consent, at, "load", null, List.of(), "");
        switch (DncEntry.plan(change, "US", at)) {
          case Normaliser.Result.Events(var events) -> entry.write(events);
          case Normaliser.Result.Refused(var why) -> throw new IllegalStateException(why);
        }
      }
      entry.flush();
    }
  }

  /** Records per second from the first that committed readers see to the last. */
  double rate(String output, long count) {
    var topic = name(output);
    var first = new AtomicLong();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> first.updateAndGet(_ -> committed(topic)) > 0);
    var begin = System.nanoTime();
    var last = new AtomicLong();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> last.updateAndGet(_ -> committed(topic)) >= count);
    return (last.get() - first.get()) / ((System.nanoTime() - begin) / 1e9);
  }

  /** The sum of the ends for committed readers; a few markers of transactions are among them. */
  private long committed(String topic) {
    var asked = new HashMap<TopicPartition, OffsetSpec>();
    for (var partition = 0; partition < PARTITIONS; partition++) {
      asked.put(new TopicPartition(topic, partition), OffsetSpec.latest());
    }
    var options = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
    return admin
        .listOffsets(asked, options)
        .all()
        .toCompletionStage()
        .toCompletableFuture()
        .join()
        .values()
        .stream()
        .mapToLong(ListOffsetsResultInfo::offset)
        .sum();
  }

  /** Numbers of the plan, by turns, four events each. */
  private static String number(int i, int records) {
    var n = i % (records / EVENTS_A_KEY);
    return "+1201%03d%04d".formatted(200 + n / 10_000 % 800, n % 10_000);
  }

  private ProducerRecord<String, byte[]> record(
      String topic, String key, String body, String id, Instant at) {
    var headers =
        new EventHeaders(
            id, "com.nice.cxone", "/switchboard/ingress", key, at, at, traceparent(id));
    return new ProducerRecord<>(
        name(topic), null, key, body.getBytes(StandardCharsets.UTF_8), headers.toKafka());
  }

  private static String traceparent(String id) {
    return "00-" + id + "-" + id.substring(0, 16) + "-01";
  }

  private void send(int records, IntFunction<ProducerRecord<String, byte[]>> content) {
    try (var producer =
        new KafkaProducer<>(
            kafka.clientProperties(Map.of("linger.ms", "5", "batch.size", "65536")),
            new StringSerializer(),
            new ByteArraySerializer())) {
      for (var i = 0; i < records; i++) {
        var _ = producer.send(content.apply(i));
      }
      producer.flush();
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
