package io.switchboard.e2e.cluster;

import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.contract.topic.TopicCatalog.WantedTopic;
import io.switchboard.e2e.outages.DistinctMenu;
import io.switchboard.e2e.processes.AllServicesMain;
import io.switchboard.e2e.processes.ServiceProcess;
import io.switchboard.embedded.EmbeddedDatabase;
import io.switchboard.ivr.activation.DefinitionPublisher;
import io.switchboard.tenant.SimulatedTenant;
import io.switchboard.tenant.TenantOptions;
import io.switchboard.testkit.brokers.ThreeBrokerCluster;
import io.switchboard.testkit.cluster.TestCluster;
import io.switchboard.testkit.database.DatabaseClient;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Three brokers with the reference settings, two instances of each service with standby stores,
 * PostgreSQL, and a simulated tenant.
 */
final class ClusterDeployment implements AutoCloseable {
  private static final List<Class<?>> MAINS =
      List.of(
          io.switchboard.ingress.Main.class,
          io.switchboard.ivr.Main.class,
          io.switchboard.disposition.Main.class,
          io.switchboard.dnc.Main.class,
          io.switchboard.sink.Main.class);
  private static final List<String> INSTANCES = List.of("a", "b");
  private static final int PARTITIONS = 3;

  private final ThreeBrokerCluster brokers;
  private final TestCluster topics;
  private final int partitions;
  private final String database;
  private final DatabaseClient client;
  private final SimulatedTenant tenant =
      SimulatedTenant.start(TenantOptions.onPort(0).withClient("id", "secret"));
  private final List<ServiceProcess> instances = new ArrayList<>();
  private final List<ServiceProcess> ingresses = new ArrayList<>();

  private ClusterDeployment(
      Path directory, List<Class<?>> mains, String databaseName, int partitions) {
    this.partitions = partitions;
    this.brokers = ThreeBrokerCluster.start(directory.resolve("brokers"));
    this.topics = TestCluster.on(brokers.bootstrapServers());
    this.database = EmbeddedDatabase.shared().database(databaseName);
    this.client = new DatabaseClient(DatabaseSettings.parse(database));
    for (var main : mains) {
      for (var instance : INSTANCES) {
        var process = instance(main, instance, directory);
        instances.add(process);
        if (main.equals(mains.getFirst())) {
          ingresses.add(process);
        }
      }
    }
  }

  /** Both instances of one service after the other: ten at once need long on a small machine. */
  private ClusterDeployment started() {
    try {
      topics.createTopics(topics.catalog().stream().map(this::replicated).toList());
      try (var publisher = new DefinitionPublisher(topics.kafka(), "/switchboard/test")) {
        publisher.activate(DistinctMenu.definition(), Instant.now());
      }
      for (var first = 0; first < instances.size(); first += INSTANCES.size()) {
        ServiceProcess.startAll(instances.subList(first, first + INSTANCES.size()));
      }
      return this;
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /**
   * The five services of an instance share a process: a kill ends one instance of each. Two
   * partitions: each instance has one.
   */
  static ClusterDeployment inTwoProcesses(Path directory) {
    return new ClusterDeployment(directory, List.of(AllServicesMain.class), "cluster_short", 2)
        .started();
  }

  /**
   * Each instance of each service has its own process.
   *
   * @param leg gives the database its name
   */
  static ClusterDeployment inTenProcesses(Path directory, int leg) {
    return new ClusterDeployment(directory, MAINS, "cluster_long_" + leg, PARTITIONS).started();
  }

  /** Two ingresses only. */
  static ClusterDeployment ofIngresses(Path directory) {
    return new ClusterDeployment(directory, MAINS.subList(0, 1), "cluster_ingresses", PARTITIONS)
        .started();
  }

  private WantedTopic replicated(WantedTopic topic) {
    var config = new HashMap<>(topic.config());
    config.put("min.insync.replicas", "2");
    return new WantedTopic(
        topic.name(), Math.min(topic.partitions(), partitions), (short) 3, config);
  }

  private ServiceProcess instance(Class<?> main, String instance, Path directory) {
    var name = main.getPackageName().replaceFirst(".*\\.", "") + "-" + instance;
    var variables =
        new HashMap<>(
            topics.variables(
                "DATABASE_URL", database,
                "STATE_DIR", directory.resolve(name).toString(),
                "STANDBY_REPLICAS", "1",
                "REPLICATION_FACTOR", "3",
                "MENU_TURNS", "true",
                "DRAIN_SECONDS", "2"));
    variables.putAll(
        Map.of(
            "CXONE_BASE_URL", tenant.baseUrl().toString(),
            "CXONE_CLIENT_ID", "id",
            "CXONE_CLIENT_SECRET", "secret",
            "CXONE_TENANT", "acme",
            "CXONE_REQUEST_TIMEOUT_MS", "2000"));
    return new ServiceProcess(name, main, variables, directory);
  }

  ThreeBrokerCluster brokers() {
    return brokers;
  }

  TestCluster topics() {
    return topics;
  }

  SimulatedTenant tenant() {
    return tenant;
  }

  /** All processes of services. */
  List<ServiceProcess> instances() {
    return instances;
  }

  /** The instances of the service that an outage is of. */
  List<ServiceProcess> instancesOf(ClusterOutage outage) {
    var service = outage.name().toLowerCase(Locale.ROOT);
    return instances.stream().filter(it -> it.name().startsWith(service + "-")).toList();
  }

  /** The ports of both ingresses. */
  List<Integer> ports() {
    return ingresses.stream().map(ServiceProcess::port).toList();
  }

  /** The second column of a query by the first. */
  Map<String, String> table(String query) throws SQLException {
    return client.onConnection(
        connection -> {
          try (var statement = connection.createStatement();
              var results = statement.executeQuery(query)) {
            var rows = new HashMap<String, String>();
            while (results.next()) {
              rows.put(results.getString(1), results.getString(2));
            }
            return rows;
          }
        });
  }

  /** How many of these keys a query finds; its parameter is an array. */
  int count(String query, Collection<String> keys) throws SQLException {
    return client.onConnection(
        connection -> {
          try (var statement = connection.prepareStatement(query)) {
            statement.setArray(1, connection.createArrayOf("text", keys.toArray()));
            try (var results = statement.executeQuery()) {
              results.next();
              return results.getInt(1);
            }
          }
        });
  }

  @Override
  public void close() {
    Stream.<AutoCloseable>concat(instances.stream(), Stream.of(client, topics, brokers, tenant))
        .forEach(ClusterDeployment::closed);
  }

  private static void closed(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) { // declared by AutoCloseable
      throw new IllegalStateException("cannot stop " + part, e);
    }
  }
}
