package io.switchboard.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.TopicCatalog;
import io.switchboard.contract.topic.TopicPlan;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.embedded.EmbeddedBroker;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.Window;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A deployment of its own on the shared broker, and the command line that speaks to it. */
public final class CommandRig implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  public final KafkaSettings kafka;
  public final Admin admin;
  public final Path dataDirectory;
  private final String prefix;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  /** What a command printed and how it ended. */
  public record Ran(int exitCode, String out, String err) {}

  public CommandRig(Path directory) {
    prefix = "c" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet() + "-";
    dataDirectory = directory;
    kafka =
        new KafkaSettings(
            Map.of("bootstrap.servers", EmbeddedBroker.shared().bootstrapServers()),
            new TopicPrefix(prefix));
    admin = Admin.create(kafka.clientProperties(Map.of()));
    TopicPlan.make(admin, TopicCatalog.shipped().wanted("embedded", kafka.prefix())).apply(admin);
    producer =
        new KafkaProducer<>(
            kafka.clientProperties(Map.of("linger.ms", 5)),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    write(Map.of());
  }

  /** Further settings of the deployment. */
  public void write(Map<String, String> more) {
    var lines = new ArrayList<String>();
    environment(more).forEach((name, value) -> lines.add(name + "=" + value));
    try {
      Files.write(dataDirectory.resolve(Deployment.ADDRESSES), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> environment(Map<String, String> more) {
    var all = new HashMap<>(more);
    all.put("KAFKA_BOOTSTRAP_SERVERS", EmbeddedBroker.shared().bootstrapServers());
    all.put("TOPIC_PREFIX", prefix);
    return all;
  }

  /** What a service of this deployment is started with. */
  public Environment service(String name) {
    return new Environment(
        environment(
            Map.of(
                "STATE_DIR", dataDirectory.resolve(name).toString(),
                "MANAGEMENT_PORT", "0",
                "MANAGEMENT_HOST", "127.0.0.1")));
  }

  public Ran run(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var all = new ArrayList<>(List.of(arguments));
    all.add("--data-dir");
    all.add(dataDirectory.toString());
    var code =
        SwitchboardCommand.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(all.toArray(String[]::new));
    return new Ran(code, out.toString(), err.toString());
  }

  public void send(String topic, String key, String value) {
    send(topic, null, key, value, new RecordHeaders());
  }

  public void send(
      String topic, @Nullable Integer partition, String key, String value, Headers headers) {
    producer.send(
        new ProducerRecord<>(
            kafka.prefix().applyTo(topic),
            partition,
            key.getBytes(UTF_8),
            value.getBytes(UTF_8),
            headers),
        (_, error) -> {
          if (error != null) {
            failure.compareAndSet(null, error);
          }
        });
  }

  public void flush() {
    producer.flush();
    var error = failure.getAndSet(null);
    if (error != null) {
      throw new IllegalStateException("the broker did not take what the test sent", error);
    }
  }

  /** Everything that is committed on a topic. */
  public List<ConsumerRecord<byte[], byte[]>> all(String topic) {
    try (var reader = LogReader.open(kafka)) {
      var partitions = reader.partitions(kafka.prefix().applyTo(topic));
      var reading = reader.read(reader.ranges(partitions, Window.ALL));
      var all = new ArrayList<ConsumerRecord<byte[], byte[]>>();
      while (!reading.finished()) {
        all.addAll(reading.poll());
      }
      return all;
    }
  }

  /** Offsets of a topic, whether committed or not. */
  public long ends(String topic) {
    try (var reader = LogReader.open(kafka)) {
      return reader
          .consumer()
          .endOffsets(reader.partitions(kafka.prefix().applyTo(topic)))
          .values()
          .stream()
          .mapToLong(Long::longValue)
          .sum();
    }
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
  }
}
