package io.switchboard.standalone;

import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.TopicCatalog;
import io.switchboard.contract.topic.TopicPlan;
import io.switchboard.embedded.EmbeddedBroker;
import io.switchboard.embedded.EmbeddedDatabase;
import io.switchboard.embedded.EmbeddedRedis;
import io.switchboard.sink.redis.RedisMirror;
import io.switchboard.standalone.servers.ServerCheck;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/** Broker, PostgreSQL and Redis: embedded each, unless the settings name one of the user's. */
final class Infrastructure {
  private static final String DATABASE = "switchboard";

  private final UpSettings settings;
  private final DataDirectory data;
  private final Parts parts;
  private final Faults faults;

  Infrastructure(UpSettings settings, DataDirectory data, Parts parts, Faults faults) {
    this.settings = settings;
    this.data = data;
    this.parts = parts;
    this.faults = faults;
  }

  /** The settings by which to reach all three; the embedded ones start at the same time. */
  Map<String, String> start() {
    var addresses = new TreeMap<String, String>();
    try (var together = new Together()) {
      var broker = together.start("kafka", this::broker);
      var database = together.start("postgres", this::database);
      var redis = together.start("redis", this::redis);
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
          parts.keep(
              "kafka",
              EmbeddedBroker.start(
                  DataDirectory.made(data.kafka()), ports.kafka(), ports.controller()));
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
        new DeadMembers(admin, kafka.prefix()).remove();
      }
    }
    if (!settings.infraOnly()) {
      FirstDefinition.activate(kafka, environment);
    }
    return Objects.requireNonNull(kafka.properties().get("bootstrap.servers"));
  }

  /** The embedded broker gets its topics; another's cluster is only looked at. */
  private void prepareTopics(Admin admin, KafkaSettings kafka) {
    var profile = settings.embedsBroker() ? "embedded" : "production";
    var plan = TopicPlan.make(admin, TopicCatalog.shipped().wanted(profile, kafka.prefix()));
    if (settings.embedsBroker()) {
      plan.apply(admin);
      return;
    }
    var missing =
        plan.steps().stream()
            .filter(TopicPlan.Step.Create.class::isInstance)
            .map(step -> ((TopicPlan.Step.Create) step).topic().name())
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "the cluster of KAFKA_BOOTSTRAP_SERVERS lacks topics ("
              + missing
              + "); make them with `switchboard topics apply`");
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
        parts.keep(
            "postgres", EmbeddedDatabase.start(data.postgres(), settings.ports().postgres()));
    faults.watch("PostgreSQL", database.process());
    return database.database(DATABASE);
  }

  private String redis() {
    if (!settings.embedsRedis()) {
      var environment = new Environment(settings.variables());
      var url = RedisMirror.url(environment);
      environment.check();
      new ServerCheck().redis(url.orElseThrow(), "REDIS_URL gives this address.");
      return url.orElseThrow();
    }
    var redis =
        parts.keep(
            "redis",
            EmbeddedRedis.start(DataDirectory.made(data.redis()), settings.ports().redis()));
    faults.watch("Redis", redis.process());
    return redis.url();
  }
}
