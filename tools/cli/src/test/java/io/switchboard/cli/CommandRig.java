package io.switchboard.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.embedded.EmbeddedBroker;
import io.switchboard.testkit.cluster.TestCluster;
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
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** A deployment of its own on the shared broker, and the command line that speaks to it. */
public final class CommandRig implements AutoCloseable {
  public final KafkaSettings kafka;
  public final Admin admin;
  public final Path dataDirectory;
  private final TestCluster cluster;

  /** What a command printed and how it ended. */
  public record Ran(int exitCode, String out, String err) {}

  /** With one partition in each topic: a third of the time, and there are many rigs. */
  public CommandRig(Path directory) {
    this(directory, TestCluster.start().createTopicsOf(1));
  }

  /** With the topics as {@code up} creates them. */
  public static CommandRig withTopicsOfUp(Path directory) {
    return new CommandRig(directory, TestCluster.start().createTopics());
  }

  /** With some of them alone, of so many partitions each: a twentieth of the time. */
  public static CommandRig withTopics(Path directory, int partitions, String... names) {
    var topics = Set.of(names);
    return new CommandRig(
        directory, TestCluster.start().createTopicsOf(partitions, topics::contains));
  }

  /** With the topics of disposition-streams and of its dead letters. */
  public static CommandRig forDispositions(Path directory) {
    return withTopics(
        directory,
        1,
        "cxone.call-results",
        "dispositions.classified",
        "dispositions.critical",
        "dispositions.medium",
        "dispositions.low",
        "disposition-streams.dlq",
        "dlq.resolutions");
  }

  private CommandRig(Path directory, TestCluster cluster) {
    this.cluster = cluster;
    dataDirectory = directory;
    kafka = cluster.kafka();
    admin = cluster.admin();
    write(Map.of());
  }

  /** Further settings of the deployment. */
  public void write(Map<String, String> more) {
    var lines = new ArrayList<String>();
    environment(more).forEach((name, value) -> lines.add(name + "=" + value));
    try {
      Files.write(dataDirectory.resolve(DeploymentOptions.ADDRESSES), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> environment(Map<String, String> more) {
    var all = new HashMap<>(more);
    all.put("KAFKA_BOOTSTRAP_SERVERS", EmbeddedBroker.shared().bootstrapServers());
    all.put("TOPIC_PREFIX", kafka.prefix().value());
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
    var line = all.toArray(String[]::new);
    var code =
        SwitchboardCommand.commandLineFor(line)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(line);
    return new Ran(code, out.toString(), err.toString());
  }

  public void send(String topic, String key, String value) {
    cluster.send(topic, key, value);
  }

  public void send(
      String topic, @Nullable Integer partition, String key, String value, Headers headers) {
    cluster.send(
        new ProducerRecord<>(
            cluster.name(topic), partition, key.getBytes(UTF_8), value.getBytes(UTF_8), headers));
  }

  public void send(ProducerRecord<byte[], byte[]> record) {
    cluster.send(record);
  }

  public void flush() {
    cluster.flush();
  }

  /** Everything that is committed on a topic. */
  public List<ConsumerRecord<byte[], byte[]>> all(String topic) {
    return cluster.read(topic);
  }

  /** Offsets of a topic, whether committed or not. */
  public long ends(String topic) {
    return cluster.end(topic);
  }

  @Override
  public void close() {
    cluster.close();
  }
}
