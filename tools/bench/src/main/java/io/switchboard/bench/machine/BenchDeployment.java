package io.switchboard.bench.machine;

import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.TopicCatalog;
import io.switchboard.contract.topic.TopicCatalog.WantedTopic;
import io.switchboard.contract.topic.TopicPlan;
import io.switchboard.embedded.FreePorts;
import io.switchboard.testkit.process.ChildProcess;
import io.switchboard.testkit.process.ProcessSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;

/** All topics of the product with a unique prefix, deleted at the end. */
public final class BenchDeployment implements AutoCloseable {
  private static final int TIMEOUT_SECONDS = 5;
  private static final int SEGMENT = 128 << 20;

  private final Workbench workbench;
  private final Map<String, String> variables = new HashMap<>();
  private final KafkaSettings kafka;
  private final Admin admin;
  private final int partitions;

  private BenchDeployment(Workbench workbench, int partitions) {
    this.workbench = workbench;
    this.partitions = partitions;
    variables.putAll(workbench.serverAddresses().kafkaVariables());
    variables.put("KAFKA_BOOTSTRAP_SERVERS", workbench.kafka());
    variables.put("TOPIC_PREFIX", "bench" + UUID.randomUUID().toString().substring(0, 8) + "-");
    variables.put("STATE_DIR", workbench.directory().resolve(prefix() + "state").toString());
    kafka = KafkaSettings.read(new Environment(variables));
    admin = Admin.create(kafka.clientProperties(Map.of()));
  }

  /** With this number of partitions in each topic; closed with the scope. */
  public static BenchDeployment in(Scope scope, Workbench workbench, int partitions) {
    return in(scope, workbench, partitions, true);
  }

  /**
   * As above.
   *
   * @param brokerTime whether {@code cxone.dtmf} has the broker's time, as in production; else the
   *     writer's, as in a replay
   */
  public static BenchDeployment in(
      Scope scope, Workbench workbench, int partitions, boolean brokerTime) {
    var deployment = scope.keep(new BenchDeployment(workbench, partitions));
    var wanted =
        TopicCatalog.shipped().wanted("embedded", deployment.kafka.prefix()).stream()
            .map(shipped -> deployment.wanted(shipped, brokerTime))
            .toList();
    TopicPlan.make(deployment.admin, wanted).apply(deployment.admin);
    return deployment;
  }

  private WantedTopic wanted(WantedTopic shipped, boolean brokerTime) {
    var config = new HashMap<>(shipped.config());
    if (!brokerTime) {
      config.remove("message.timestamp.type");
    }
    config.put("segment.bytes", Integer.toString(SEGMENT));
    var embedded = workbench.serverAddresses().kafka().isEmpty();
    if (!embedded) {
      config.remove("min.insync.replicas"); // the given cluster decides the replication
    }
    return new WantedTopic(
        shipped.name(), partitions, embedded ? shipped.replication() : (short) -1, config);
  }

  /** The broker, when it is embedded. */
  public Optional<ChildProcess> broker() {
    return workbench.broker();
  }

  private String prefix() {
    return Optional.ofNullable(variables.get("TOPIC_PREFIX")).orElse("");
  }

  /** Its settings, for clients. */
  public KafkaSettings kafka() {
    return kafka;
  }

  /** The variables for one of its services, and more: name, value, … */
  public Map<String, String> variables(String... more) {
    var all = new HashMap<>(variables);
    for (var i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    return all;
  }

  /** Starts one of its services and waits until it is ready. */
  public ChildProcess service(Scope scope, String name, Class<?> main, String... more) {
    return service(scope, name, main, FreePorts.next(), more);
  }

  /** The console, with its own options of the JVM. */
  public ChildProcess console(Scope scope, Class<?> main, String... more) {
    var managementPort = FreePorts.next();
    var environment = variables(more);
    environment.put("MANAGEMENT_PORT", Integer.toString(managementPort));
    var process = workbench.start(scope, "console", main, ProcessSpec.CONSOLE, environment);
    process.awaitReady(managementPort);
    return process;
  }

  /** As {@link #service}, with a given management port. */
  public ChildProcess service(
      Scope scope, String name, Class<?> main, int managementPort, String... more) {
    var environment = variables(more);
    environment.put("MANAGEMENT_PORT", Integer.toString(managementPort));
    var process = workbench.start(scope, name, main, environment);
    process.awaitReady(managementPort);
    return process;
  }

  /** Creates another topic. */
  public void create(String topic) {
    var replication =
        workbench.serverAddresses().kafka().isEmpty() ? Optional.of((short) 1) : none();
    try {
      // events may be older than the default retention
      admin
          .createTopics(
              List.of(
                  new NewTopic(name(topic), Optional.of(partitions), replication)
                      .configs(Map.of("retention.ms", "-1"))))
          .all()
          .get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the topic " + topic + " cannot be made", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static Optional<Short> none() {
    return Optional.empty();
  }

  /** A topic's name with the prefix. */
  public String name(String topic) {
    return kafka.prefix().applyTo(topic);
  }

  /**
   * The end offsets for committed readers; they include transaction markers, a few in ten thousand.
   */
  public long committed(String topic) {
    var asked = new HashMap<TopicPartition, OffsetSpec>();
    for (var partition = 0; partition < partitions; partition++) {
      asked.put(new TopicPartition(name(topic), partition), OffsetSpec.latest());
    }
    var found =
        admin
            .listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
            .all()
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    return found.values().stream().mapToLong(ListOffsetsResultInfo::offset).sum();
  }

  /** The bytes of all its topics on the brokers' disks, with changelogs and replicas. */
  public long logBytes() {
    var nodes =
        admin
            .describeCluster()
            .nodes()
            .toCompletionStage()
            .thenApply(all -> all.stream().map(Node::id).toList())
            .toCompletableFuture()
            .join();
    var brokers =
        admin.describeLogDirs(nodes).allDescriptions().toCompletionStage().toCompletableFuture();
    return brokers.join().values().stream()
        .flatMap(directories -> directories.values().stream())
        .flatMap(directory -> directory.replicaInfos().entrySet().stream())
        .filter(replica -> replica.getKey().topic().startsWith(prefix()))
        .mapToLong(replica -> replica.getValue().size())
        .sum();
  }

  /** The directory of the stores of its stream services. */
  public Path stateDirectory() {
    return Path.of(variables.getOrDefault("STATE_DIR", ""));
  }

  @Override
  public void close() {
    try {
      var ours =
          admin.listTopics().names().get(TIMEOUT_SECONDS, TimeUnit.SECONDS).stream()
              .filter(topic -> topic.startsWith(prefix()))
              .toList();
      admin.deleteTopics(ours).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // an embedded broker deletes them, and has already ended after Ctrl-C in a terminal
      if (workbench.serverAddresses().kafka().isPresent()) {
        throw new IllegalStateException("topics with " + prefix() + " are still there", e);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      admin.close(Duration.ZERO);
    }
  }
}
