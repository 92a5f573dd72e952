package io.switchboard.standalone;

import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.TopicCatalog;
import io.switchboard.contract.topic.TopicPlan;
import io.switchboard.embedded.EmbeddedBroker;
import io.switchboard.embedded.EmbeddedDatabase;
import io.switchboard.embedded.EmbeddedRedis;
import io.switchboard.service.ComponentStack;
import io.switchboard.sink.redis.RedisMirror;
import io.switchboard.standalone.servers.ServerCheck;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/** Broker, PostgreSQL and Redis; each is embedded unless the settings name one. */
final class Infrastructure {
  private static final String DATABASE = "switchboard";

  private final UpSettings settings;
  private final DataDirectory data;
  private final ComponentStack components;
  private final FailureWatch failures;

  Infrastructure(
      UpSettings settings, DataDirectory data, ComponentStack components, FailureWatch failures) {
    this.settings = settings;
    this.data = data;
    this.components = components;
    this.failures = failures;
  }

  /** Starts the embedded ones concurrently; returns the addresses of all three, as settings. */
  Map<String, String> start() {
    var addresses = new TreeMap<String, String>();
    try (var starts = new ParallelStart()) {
      var broker = starts.start("kafka", this::broker);
      var database = starts.start("postgres", this::database);
      var redis = starts.start("redis", this::redis);
      addresses.put("KAFKA_BOOTSTRAP_SERVERS", broker.get());
      addresses.put("DATABASE_URL", database.get());
      addresses.put("REDIS_URL", redis.get());
    }
    return addresses;
  }

  private String broker() {
    var variables = new TreeMap<>(settings.variables());
    if (settings.embedsBroker()) {
      var ports = settings.ports();
      var broker =
          components.addToGroup(
              "kafka",
              EmbeddedBroker.start(
                  DataDirectory.create(data.kafka()), ports.kafka(), ports.controller()));
      variables.put("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
    }
    var environment = new Environment(variables);
    var kafka = KafkaSettings.read(environment);
    environment.check();
    if (!settings.embedsBroker()) {
      new ServerCheck().kafka(kafka, "KAFKA_BOOTSTRAP_SERVERS gives this address.");
    }
    try (var admin = Admin.create(kafka.clientProperties(Map.of()))) {
      prepareTopics(admin, kafka);
      if (settings.embedsBroker()) {
        new StaleGroupMembers(admin, kafka.prefix()).remove();
      }
    }
    if (!settings.infraOnly()) {
      InitialDefinition.activate(kafka, environment);
    }
    return Objects.requireNonNull(kafka.properties().get("bootstrap.servers"));
  }

  /** Creates the topics of an embedded broker; the topics of another cluster are only checked. */
  private void prepareTopics(Admin admin, KafkaSettings kafka) {
    var profile = settings.embedsBroker() ? "embedded" : "production";
    var plan = TopicPlan.make(admin, TopicCatalog.shipped().wanted(profile, kafka.prefix()));
    if (settings.embedsBroker()) {
      plan.apply(admin);
      return;
    }
    var missing =
        plan.steps().stream()
            .filter(TopicPlan.PlanStep.Create.class::isInstance)
            .map(step -> ((TopicPlan.PlanStep.Create) step).topic().name())
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "topics are missing in the cluster of KAFKA_BOOTSTRAP_SERVERS ("
              + missing
              + "); create them with `switchboard topics apply`");
    }
  }

  private String database() {
    if (!settings.embedsDatabase()) {
      var environment = new Environment(settings.variables());
      var yours = DatabaseSettings.read(environment);
      environment.check();
      new ServerCheck().database(yours, "DATABASE_URL gives this address.");
      return environment.text("DATABASE_URL", "");
    }
    var database =
        components.addToGroup(
            "postgres",
            RestartedServer.start(
                "PostgreSQL",
                () -> EmbeddedDatabase.start(data.postgres(), settings.ports().postgres()),
                EmbeddedDatabase::process,
                failures));
    return database.current().database(DATABASE);
  }

  private String redis() {
    if (!settings.embedsRedis()) {
      var environment = new Environment(settings.variables());
      var url = RedisMirror.url(environment);
      environment.check();
      new ServerCheck().redis(url.orElseThrow(), "REDIS_URL gives this address.");
      return url.orElseThrow();
    }
    var directory = DataDirectory.create(data.redis());
    var redis =
        components.addToGroup(
            "redis",
            RestartedServer.start(
                "Redis",
                () -> EmbeddedRedis.start(directory, settings.ports().redis()),
                EmbeddedRedis::process,
                failures));
    return redis.current().url();
  }
}
