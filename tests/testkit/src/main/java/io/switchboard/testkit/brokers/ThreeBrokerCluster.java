package io.switchboard.testkit.brokers;

import io.switchboard.contract.broker.ReferenceBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.Uuid;
import org.awaitility.Awaitility;

/**
 * Three KRaft brokers that are also the controllers, each in a process of its own, on the loopback
 * address, with the settings of {@link ReferenceBroker}.
 */
public final class ThreeBrokerCluster implements AutoCloseable {
  /** The number of brokers. */
  public static final int SIZE = 3;

  private static final String HOST = "127.0.0.1";
  private static final Duration START_TIMEOUT = Duration.ofMinutes(3);
  private static final Duration REPLICATION_TIMEOUT = Duration.ofSeconds(120);
  private static final int REQUEST_TIMEOUT_SECONDS = 10;

  /** Settings that are smaller than in production: internal topics, threads and buffers. */
  private static final Map<String, String> SMALL =
      Map.of(
          "offsets.topic.num.partitions", "3",
          "transaction.state.log.num.partitions", "3",
          "group.initial.rebalance.delay.ms", "0",
          "log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20),
          "num.network.threads", "2",
          "num.io.threads", "4",
          "num.recovery.threads.per.data.dir", "2",
          "background.threads", "2");

  private final List<BrokerProcess> brokers;
  private final Admin admin;

  private ThreeBrokerCluster(List<BrokerProcess> brokers) {
    this.brokers = brokers;
    this.admin =
        Admin.create(
            Map.<String, Object>of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                servers(brokers),
                // a frozen broker does not answer: try another one soon
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                2_000,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                200));
  }

  /**
   * One cluster for all tests of this process, in a temporary directory. A test that kills a broker
   * starts it again and waits for {@link #awaitInSync}.
   */
  public static ThreeBrokerCluster shared() {
    return Shared.CLUSTER;
  }

  /** Starts with the first use and ends with the process. */
  private static final class Shared {
    static final ThreeBrokerCluster CLUSTER = start();

    private static ThreeBrokerCluster start() {
      try {
        var directory = Files.createTempDirectory("switchboard-brokers-");
        var cluster = ThreeBrokerCluster.start(directory);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(cluster, directory)));
        return cluster;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void remove(ThreeBrokerCluster cluster, Path directory) {
      cluster.close();
      try (var paths = Files.walk(directory)) {
        for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Starts three brokers with empty logs and waits until they are ready. */
  public static ThreeBrokerCluster start(Path directory) {
    return start(directory, Map.of());
  }

  /** The same with broker settings that replace those of the reference. */
  public static ThreeBrokerCluster start(Path directory, Map<String, String> settings) {
    var ports = FreePortRange.of(2 * SIZE);
    var brokers =
        IntStream.rangeClosed(1, SIZE)
            .mapToObj(id -> broker(id, ports, directory.resolve("broker-" + id), settings))
            .toList();
    var clusterId = Uuid.randomUuid();
    brokers.forEach(broker -> broker.format(clusterId));
    var cluster = new ThreeBrokerCluster(brokers);
    try {
      brokers.forEach(BrokerProcess::start);
      cluster.awaitReady();
      return cluster;
    } catch (RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
  }

  private static BrokerProcess broker(
      int id, List<Integer> ports, Path directory, Map<String, String> settings) {
    var port = ports.get(id - 1);
    var controllerPort = ports.get(SIZE + id - 1);
    var properties = new HashMap<>(ReferenceBroker.settings());
    properties.putAll(SMALL);
    properties.put("process.roles", "broker,controller");
    properties.put("node.id", Integer.toString(id));
    properties.put("controller.quorum.voters", voters(ports));
    properties.put("controller.listener.names", "CONTROLLER");
    properties.put(
        "listeners",
        "PLAINTEXT://%s:%d,CONTROLLER://%s:%d".formatted(HOST, port, HOST, controllerPort));
    properties.put("log.dirs", directory.toString());
    properties.putAll(settings);
    return new BrokerProcess(id, port, directory, properties);
  }

  private static String voters(List<Integer> ports) {
    return IntStream.rangeClosed(1, SIZE)
        .mapToObj(id -> "%d@%s:%d".formatted(id, HOST, ports.get(SIZE + id - 1)))
        .collect(Collectors.joining(","));
  }

  private static String servers(List<BrokerProcess> brokers) {
    return brokers.stream()
        .map(broker -> HOST + ":" + broker.port())
        .collect(Collectors.joining(","));
  }

  /** Hosts and ports for clients. */
  public String bootstrapServers() {
    return servers(brokers);
  }

  /** The brokers, by id. */
  public List<BrokerProcess> brokers() {
    return brokers;
  }

  /** The broker with this id, 1 to 3. */
  public BrokerProcess broker(int id) {
    return brokers.get(id - 1);
  }

  /** The broker that is the active controller. */
  public BrokerProcess activeController() {
    return broker(get(admin.describeMetadataQuorum().quorumInfo()).leaderId());
  }

  /** The broker that leads a partition. */
  public BrokerProcess leaderOf(String topic, int partition) {
    var description = get(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
    if (description == null) {
      throw new IllegalStateException("topic " + topic + " does not exist");
    }
    return broker(description.partitions().get(partition).leader().id());
  }

  /** Waits until the cluster counts each running broker as alive. */
  public void awaitReady() {
    Awaitility.await("all running brokers are in the cluster")
        .atMost(START_TIMEOUT)
        .pollInSameThread()
        .ignoreExceptionsMatching(ThreeBrokerCluster::passes)
        .until(() -> members().equals(running()));
  }

  /** Waits until the cluster counts a killed, stopped or frozen broker as dead. */
  public void awaitFenced(BrokerProcess broker) {
    Awaitility.await("broker " + broker.id() + " is fenced")
        .atMost(START_TIMEOUT)
        .pollInSameThread()
        .ignoreExceptionsMatching(ThreeBrokerCluster::passes)
        .until(() -> !members().contains(broker.id()));
  }

  /**
   * Waits until every replica of every partition is in sync: then another broker may be stopped.
   */
  public void awaitInSync() {
    Awaitility.await("all replicas are in sync")
        .atMost(REPLICATION_TIMEOUT)
        .pollInSameThread()
        .ignoreExceptionsMatching(ThreeBrokerCluster::passes)
        .until(() -> members().size() == SIZE && outOfSync().isEmpty());
  }

  private List<String> outOfSync() {
    var topics = get(admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
    return get(admin.describeTopics(topics).allTopicNames()).values().stream()
        .filter(
            topic ->
                topic.partitions().stream()
                    .anyMatch(partition -> partition.isr().size() < partition.replicas().size()))
        .map(TopicDescription::name)
        .toList();
  }

  private Set<Integer> members() {
    return get(admin.describeCluster().nodes()).stream().map(Node::id).collect(Collectors.toSet());
  }

  private Set<Integer> running() {
    return brokers.stream()
        .filter(BrokerProcess::isAlive)
        .map(BrokerProcess::id)
        .collect(Collectors.toSet());
  }

  /** A broker that has just stopped does not answer; the next attempt asks another one. */
  private static boolean passes(Throwable error) {
    return error instanceof UnansweredException;
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(REQUEST_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new UnansweredException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** The cluster did not answer a request. */
  private static final class UnansweredException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnansweredException(Throwable cause) {
      super("the cluster did not answer", cause);
    }
  }

  /** Kills all running brokers. */
  @Override
  public void close() {
    admin.close(Duration.ZERO);
    brokers.stream().filter(BrokerProcess::isAlive).forEach(BrokerProcess::kill);
  }
}
