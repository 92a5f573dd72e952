package io.switchboard.embedded;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A real KRaft broker, broker and controller in one, in this process, on the loopback address. Its
 * directory can be used again, also after a kill.
 */
public final class EmbeddedBroker implements AutoCloseable {
  /** Tests write records of past years; retention, first checked after 30 s, would delete them. */
  private static final Map<String, String> KEEPING =
      Map.of("log.initial.task.delay.ms", Long.toString(Duration.ofDays(1).toMillis()));

  private static final String HOST = "127.0.0.1";
  private static final int NODE = 1;
  private static final MemoizedSupplier<EmbeddedBroker> SHARED =
      new MemoizedSupplier<>(EmbeddedBroker::startTemporary);

  private final KafkaRaftServer server;
  private final int port;
  private boolean closed;

  private EmbeddedBroker(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /**
   * Starts on a directory that may contain an earlier run's log. The ports have to be free: a port
   * in use ends the whole process by Kafka's fatal handler, so probe first.
   */
  public static EmbeddedBroker start(Path directory, int port, int controllerPort) {
    return start(directory, port, controllerPort, Map.of());
  }

  /**
   * As above, with more settings of the broker.
   *
   * @param more may replace what is set here: for another listener, {@code listeners}
   */
  public static EmbeddedBroker start(
      Path directory, int port, int controllerPort, Map<String, String> more) {
    if (!FreePorts.isFree(port) || !FreePorts.isFree(controllerPort)) {
      throw new IllegalStateException("port " + port + " or " + controllerPort + " is taken");
    }
    return startOnFree(directory, port, controllerPort, more);
  }

  private static EmbeddedBroker startOnFree(
      Path directory, int port, int controllerPort, Map<String, String> more) {
    if (!format(directory)) {
      StaleRegistration.expire(controllerProperties(directory, controllerPort));
    }
    var properties = properties(directory, port, controllerPort);
    properties.putAll(more);
    var server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
    server.startup();
    return new EmbeddedBroker(server, port);
  }

  /** One broker for all tests of this process, in a temporary directory, on free ports. */
  public static EmbeddedBroker shared() {
    return SHARED.get();
  }

  private static EmbeddedBroker startTemporary() {
    var directory = TemporaryDirectory.create("broker");
    // both have just been probed; once more could meet the probe of another process
    var broker = startOnFree(directory, FreePorts.next(), FreePorts.next(), KEEPING);
    TemporaryDirectory.atExit(broker, directory);
    return broker;
  }

  /** Prepares a new directory; false when it contains an earlier run's log. */
  private static boolean format(Path directory) {
    if (Files.exists(directory.resolve("meta.properties"))) {
      return false;
    }
    try {
      new Formatter()
          .setPrintStream(
              new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
          .setNodeId(NODE)
          .setClusterId(Uuid.randomUuid().toString())
          .setReleaseVersion(MetadataVersion.latestProduction())
          .setControllerListenerName("CONTROLLER")
          .setMetadataLogDirectory(directory.toString())
          .addDirectory(directory.toString())
          .setIgnoreFormatted(true)
          .run();
      return true;
    } catch (Exception e) { // the formatter declares Exception
      throw new IllegalStateException("cannot prepare " + directory + " for the broker", e);
    }
  }

  private static Map<String, String> controllerProperties(Path directory, int controllerPort) {
    var properties = new HashMap<String, String>();
    properties.put("process.roles", "controller");
    properties.put("node.id", Integer.toString(NODE));
    properties.put("controller.quorum.voters", NODE + "@" + HOST + ":" + controllerPort);
    properties.put("controller.listener.names", "CONTROLLER");
    properties.put("listeners", "CONTROLLER://" + HOST + ":" + controllerPort);
    properties.put("log.dirs", directory.toString());
    return properties;
  }

  private static Map<String, String> properties(Path directory, int port, int controllerPort) {
    var properties = new HashMap<>(controllerProperties(directory, controllerPort));
    properties.put("process.roles", "broker,controller");
    properties.put(
        "listeners",
        "PLAINTEXT://" + HOST + ":" + port + ",CONTROLLER://" + HOST + ":" + controllerPort);
    properties.put("auto.create.topics.enable", "false");
    properties.put("offsets.topic.replication.factor", "1");
    properties.put("offsets.topic.num.partitions", "4");
    properties.put("transaction.state.log.replication.factor", "1");
    properties.put("transaction.state.log.min.isr", "1");
    properties.put("transaction.state.log.num.partitions", "4");
    // a new transaction waits until the markers of the last one are written, and checks at this
    // interval: here they are written within a millisecond, and a caller may be waiting
    properties.put("add.partitions.to.txn.retry.backoff.ms", "2");
    properties.put("share.coordinator.state.topic.replication.factor", "1");
    properties.put("share.coordinator.state.topic.min.isr", "1");
    properties.put("group.initial.rebalance.delay.ms", "0");
    // there is no other broker to take over: fencing after a pause would only leave partitions
    // without a leader and lose transaction markers in flight (see StaleRegistration)
    properties.put("broker.session.timeout.ms", "600000");
    properties.put("broker.heartbeat.interval.ms", "500");
    // one machine, a few topics: small buffers and few threads are enough
    properties.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
    properties.put("num.network.threads", "2");
    properties.put("num.io.threads", "4");
    properties.put("num.recovery.threads.per.data.dir", "2");
    properties.put("background.threads", "2");
    return properties;
  }

  /** Host and port for clients. */
  public String bootstrapServers() {
    return HOST + ":" + port;
  }

  /** The port for clients. */
  public int port() {
    return port;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      server.shutdown();
      server.awaitShutdown();
    }
  }
}
