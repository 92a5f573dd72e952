package io.switchboard.cli.topics;

import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.Console;
import io.switchboard.cli.DeploymentOptions;
import io.switchboard.cli.WriteOptions;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.TopicCatalog;
import io.switchboard.contract.topic.TopicPlan;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code switchboard topics}: makes a cluster match topics.yaml. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    description = {
      "Make a cluster match topics.yaml: never deletes, never shrinks. Or write topics and logins"
          + " as resources of the Strimzi operator.",
      "Or delete a topic in which every record is a copy of a replay."
    },
    synopsisSubcommandLabel = "(plan | apply | export | delete-replay)",
    subcommands = DeleteReplayCommand.class,
    footer = {
      "",
      "Example:",
      "  KAFKA_BOOTSTRAP_SERVERS=kafka-1:9092 switchboard topics plan --profile production"
    })
public final class TopicsCommand {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  /** The common options of both subcommands. */
  static final class TopicsTarget {
    @Mixin private final DeploymentOptions deployment = new DeploymentOptions();

    @Option(
        names = "--profile",
        paramLabel = "NAME",
        description =
            "Partitions and replication: embedded (one broker) or production (three and more)."
                + " Default: embedded for the broker of a running `up`, else production;"
                + " for export always production.")
    private @Nullable String profile;

    @Option(
        names = "--file",
        paramLabel = "FILE",
        description = "Another topics.yaml than the shipped one.")
    private @Nullable Path file;

    private TopicCatalog catalog() {
      try {
        return file == null ? TopicCatalog.shipped() : TopicCatalog.read(file);
      } catch (IOException e) {
        throw new CommandFailure("cannot read " + file + ": " + e.getMessage());
      }
    }

    private String profile() {
      var known = deployment.usesBrokerOfUp() ? "embedded" : "production";
      return profile == null ? known : profile;
    }

    KafkaSettings kafka() {
      return deployment.kafka();
    }

    TopicPlan plan(Admin admin, KafkaSettings kafka) {
      try {
        return TopicPlan.make(admin, catalog(), profile(), kafka.prefix());
      } catch (IllegalArgumentException e) {
        throw new CommandFailure(String.valueOf(e.getMessage()), 2); // no such profile
      }
    }
  }

  @Command(
      name = "plan",
      mixinStandardHelpOptions = true,
      description = "Show what apply would do. Exit code 1 when it would be refused.",
      footer = {"", "Example:", "  switchboard topics plan --profile production"})
  int plan(@Mixin TopicsTarget target) {
    var kafka = target.kafka();
    try (var admin = Admin.create(kafka.clientProperties(Map.of()))) {
      var plan = target.plan(admin, kafka);
      print(plan);
      return plan.refused() ? 1 : 0;
    }
  }

  @Command(
      name = "apply",
      mixinStandardHelpOptions = true,
      description = {
        "Create missing topics and change settings that differ.",
        WriteOptions.ASKS_IN_PRODUCTION
      },
      footer = {"", "Example:", "  switchboard topics apply --profile production"})
  int apply(@Mixin TopicsTarget target, @Mixin WriteOptions writing) {
    var kafka = target.kafka();
    try (var admin = Admin.create(kafka.clientProperties(Map.of()))) {
      var plan = target.plan(admin, kafka);
      print(plan);
      if (writing.agreedInProduction(target.deployment, new Console(spec), "changed")) {
        plan.apply(admin);
      }
      return 0;
    }
  }

  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      description = {
        "Write the topics, and a login for each service with exactly the access rules that it"
            + " needs, as KafkaTopic and KafkaUser resources. Reads TOPIC_PREFIX; asks no cluster."
      },
      footer = {
        "",
        "Example:",
        "  TOPIC_PREFIX=acme- switchboard topics export --strimzi --cluster kafka | kubectl -n kafka apply -f -"
      })
  int export(
      @Mixin TopicsTarget target,
      @Option(
              names = "--strimzi",
              required = true,
              description = "As resources of Strimzi; there is no other form yet.")
          boolean strimzi,
      @Option(
              names = "--cluster",
              paramLabel = "NAME",
              defaultValue = "kafka",
              description = "The name of the Kafka resource. Default: ${DEFAULT-VALUE}.")
          String cluster,
      @Option(
              names = "--api-version",
              paramLabel = "VERSION",
              defaultValue = "v1",
              description = "v1, or v1beta2 for Strimzi before 0.49. Default: ${DEFAULT-VALUE}.")
          String version,
      @Option(
              names = "--authentication",
              paramLabel = "TYPE",
              defaultValue = "scram-sha-512",
              description = "scram-sha-512 or tls. Default: ${DEFAULT-VALUE}.")
          String authentication)
      throws IOException {
    var prefix = target.deployment.kafkaUnchecked().prefix();
    var resources =
        new StrimziResources(cluster, version, authentication, prefix)
            .of(target.catalog(), target.profile == null ? "production" : target.profile);
    var out = spec.commandLine().getOut();
    out.print(yaml(resources));
    out.flush();
    return 0;
  }

  /** One document for each resource. */
  static String yaml(List<Map<String, Object>> resources) throws IOException {
    var text = new StringWriter();
    var mapper = YAMLMapper.builder().enable(YAMLGenerator.Feature.MINIMIZE_QUOTES).build();
    try (var documents = mapper.writer().writeValues(text)) {
      documents.writeAll(resources);
    }
    return text.toString();
  }

  private void print(TopicPlan plan) {
    var console = new Console(spec);
    for (var step : plan.steps()) {
      switch (step) {
        case TopicPlan.PlanStep.Create(var topic) ->
            console.print(
                "+ %s  partitions %d, replication %d, %s"
                    .formatted(
                        topic.name(), topic.partitions(), topic.replication(), topic.config()));
        case TopicPlan.PlanStep.Configure(var topic, var changes) ->
            console.print("~ %s  %s".formatted(topic, changes));
        case TopicPlan.PlanStep.Replicate(var topic, var from, var to, _) ->
            console.print("~ %s  replication %d becomes %d".formatted(topic, from, to));
        case TopicPlan.PlanStep.Refuse(var topic, var reason) ->
            console.print("! %s  %s: refused".formatted(topic, reason));
        case TopicPlan.PlanStep.Keep _ -> {}
      }
    }
    var kept = plan.steps().stream().filter(TopicPlan.PlanStep.Keep.class::isInstance).count();
    console.print(plan.isDone() ? "all " + kept + " topics match" : summary(plan, kept));
  }

  private static String summary(TopicPlan plan, long kept) {
    Map<String, Long> counts =
        plan.steps().stream()
            .filter(step -> !(step instanceof TopicPlan.PlanStep.Keep))
            .collect(
                Collectors.groupingBy(
                    step -> step.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT),
                    TreeMap::new,
                    Collectors.counting()));
    return counts.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "))
        + "; "
        + kept
        + " match";
  }
}
