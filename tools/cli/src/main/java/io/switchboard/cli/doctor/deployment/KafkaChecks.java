package io.switchboard.cli.doctor.deployment;

import io.switchboard.cli.DeploymentOptions;
import io.switchboard.cli.doctor.Check;
import io.switchboard.cli.doctor.rules.Verdict;
import io.switchboard.cli.doctor.rules.kafka.BrokerClockSkew;
import io.switchboard.cli.doctor.rules.kafka.BrokerSettings;
import io.switchboard.cli.doctor.rules.kafka.ReplicaHealth;
import io.switchboard.cli.doctor.rules.kafka.ReplicaHealth.PartitionState;
import io.switchboard.cli.doctor.rules.kafka.TopicsMatch;
import io.switchboard.contract.broker.BrokerReview;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.TopicCatalog;
import io.switchboard.contract.topic.TopicPlan;
import io.switchboard.contract.topic.TopicPlan.PlanStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/** The checks K1 to K6: the cluster and the topics. */
public final class KafkaChecks implements AutoCloseable {
  private static final int TIMEOUT_MS = 4_000;
  private static final String ANSWERS = "K1";

  private final DeploymentOptions deployment;
  private final @Nullable String chosenProfile;
  private final boolean write;
  private @Nullable KafkaSettings settings;
  private @Nullable Admin admin;

  /**
   * The checks of a cluster.
   *
   * @param chosenProfile of topics.yaml; null to choose it by the cluster
   * @param write whether to write a transaction to a topic of its own
   */
  public KafkaChecks(DeploymentOptions deployment, @Nullable String chosenProfile, boolean write) {
    this.deployment = deployment;
    this.chosenProfile = chosenProfile;
    this.write = write;
  }

  /** The checks in their order. */
  public List<Check> all() {
    return List.of(
        new Check(ANSWERS, "Kafka answers", "", this::answers),
        new Check("K2", "brokers and their settings", ANSWERS, this::brokers),
        new Check("K3", "clock of the cluster", ANSWERS, this::clock),
        new Check("K4", "topics as in topics.yaml", ANSWERS, this::topics),
        new Check("K5", "replicas in sync", ANSWERS, this::replicas),
        new Check("K6", "rights on the topics", ANSWERS, this::rights));
  }

  private Verdict answers() throws Exception {
    var kafka = deployment.kafka();
    settings = kafka;
    var opened =
        Admin.create(
            kafka.clientProperties(
                Map.of("request.timeout.ms", TIMEOUT_MS, "default.api.timeout.ms", TIMEOUT_MS)));
    admin = opened;
    var cluster = opened.describeCluster();
    return Verdict.passed(
        "%d in service, at %s",
        cluster.nodes().get().size(), String.valueOf(kafka.properties().get("bootstrap.servers")));
  }

  private Verdict brokers() throws Exception {
    var brokers = admin().describeCluster().nodes().get().size();
    if (isEmbedded(brokers)) {
      return new BrokerSettings(true, brokers, List.of()).verdict();
    }
    try {
      return new BrokerSettings(false, brokers, BrokerReview.of(admin())).verdict();
    } catch (IllegalStateException _) { // many managed clusters do not show their settings
      return new Verdict.Skipped("the brokers do not show their settings to this login");
    }
  }

  /** The controller answers with its own time when it lists its followers. */
  private Verdict clock() throws Exception {
    var before = System.currentTimeMillis();
    var quorum = admin().describeMetadataQuorum().quorumInfo().get();
    var after = System.currentTimeMillis();
    var leader =
        quorum.voters().stream()
            .filter(voter -> voter.replicaId() == quorum.leaderId())
            .flatMap(voter -> voter.lastCaughtUpTimestamp().stream().boxed())
            .findFirst();
    return leader
        .map(time -> new BrokerClockSkew(Duration.ofMillis(time - (before + after) / 2)).verdict())
        .orElseGet(() -> new Verdict.Skipped("the controller does not tell its time"));
  }

  private Verdict topics() throws Exception {
    var profile = isEmbedded(admin().describeCluster().nodes().get().size());
    var name = profile ? "embedded" : chosenProfile == null ? "production" : chosenProfile;
    var plan = TopicPlan.make(admin(), TopicCatalog.shipped(), name, kafka().prefix());
    var refused = new ArrayList<String>();
    var changes = new ArrayList<String>();
    var matching = 0L;
    for (var step : plan.steps()) {
      switch (step) {
        case PlanStep.Create(var topic) -> changes.add(topic.name() + " is missing");
        case PlanStep.Configure(var topic, var values) -> changes.add(topic + " needs " + values);
        case PlanStep.Replicate(var topic, var from, var to, _) ->
            changes.add("%s has replication %d, not %d".formatted(topic, from, to));
        case PlanStep.Refuse(var topic, var reason) -> refused.add(topic + " " + reason);
        case PlanStep.Keep _ -> matching++;
      }
    }
    return new TopicsMatch(name, refused, changes, matching).verdict();
  }

  private Verdict replicas() throws Exception {
    var names = presentTopics();
    var described = admin().describeTopics(names).allTopicNames().get();
    var resources =
        names.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
    var configs = admin().describeConfigs(resources).all().get();
    var partitions = new ArrayList<PartitionState>();
    configs.forEach(
        (resource, config) -> {
          var entry = config.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
          var least = entry == null ? 1 : Integer.parseInt(entry.value());
          var topic = Objects.requireNonNull(described.get(resource.name()));
          topic.partitions().forEach(each -> partitions.add(state(topic, each, least)));
        });
    return new ReplicaHealth(partitions).verdict();
  }

  private static PartitionState state(
      TopicDescription topic, TopicPartitionInfo partition, int least) {
    return new PartitionState(
        topic.name(),
        partition.partition(),
        partition.leader() != null,
        partition.replicas().size(),
        partition.isr().size(),
        least);
  }

  private Verdict rights() throws Exception {
    return new TopicRightsTrial(kafka(), admin()).of(presentTopics(), write).verdict();
  }

  private Collection<String> presentTopics() throws Exception {
    var wanted =
        TopicCatalog.shipped().topics().stream()
            .map(topic -> kafka().prefix().applyTo(topic.name()))
            .toList();
    Set<String> present = admin().listTopics().names().get();
    return wanted.stream().filter(present::contains).toList();
  }

  private boolean isEmbedded(int brokers) {
    return chosenProfile == null
        ? brokers == 1 && !deployment.isProduction()
        : chosenProfile.equals("embedded");
  }

  private KafkaSettings kafka() {
    return Objects.requireNonNull(settings, "the settings are read by check " + ANSWERS);
  }

  private Admin admin() {
    return Objects.requireNonNull(admin, "the client is opened by check " + ANSWERS);
  }

  @Override
  public void close() {
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
  }
}
