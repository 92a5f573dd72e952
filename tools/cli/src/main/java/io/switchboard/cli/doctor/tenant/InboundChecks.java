package io.switchboard.cli.doctor.tenant;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.switchboard.cli.DeploymentOptions;
import io.switchboard.cli.doctor.Check;
import io.switchboard.cli.doctor.deployment.WebhookChecks;
import io.switchboard.cli.doctor.rules.Verdict;
import io.switchboard.cli.doctor.rules.tenant.operation.InboundRequest;
import io.switchboard.cli.doctor.rules.tenant.operation.LargestAnswer;
import io.switchboard.cli.doctor.rules.tenant.operation.PublicEndpoints;
import io.switchboard.ivr.menu.MenuDefinition;
import io.switchboard.ivr.menu.Node;
import io.switchboard.ivr.menu.Prompts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** The checks 21 to 23: our own endpoints, for CXone. */
record InboundChecks(DeploymentOptions deployment, WebhookChecks webhooks) {
  private static final int TIMEOUT_MS = 4_000;

  /** Raw topics of webhooks, and the decisions that answer callers. */
  private static final List<String> INBOUND =
      List.of("cxone.call-results", "cxone.contact-events", "cxone.dnc-events", "ivr.decisions");

  List<Check> all() {
    return List.of(
        new Check("21", "our endpoints from outside", "W1", this::endpoints),
        new Check("22", "largest menu answer", "", this::largest),
        new Check("23", "a request within 60 s", "K1", this::inbound));
  }

  private Verdict endpoints() throws IOException, InterruptedException {
    return new PublicEndpoints(
            deployment.has("PUBLIC_URL"), webhooks.isLoopback(), webhooks.fromOutside())
        .verdict();
  }

  private Verdict largest() throws IOException, InterruptedException {
    var menu = MenuOfDeployment.read(deployment);
    return menu.definition()
        .map(definition -> largest(definition, menu.name()).verdict())
        .orElseGet(
            () -> new Verdict.Failed("IVR_FILE has faults", "run `switchboard ivr check FILE`"));
  }

  private static LargestAnswer largest(MenuDefinition definition, String menu) {
    var largest = new LargestAnswer(0, "none", menu);
    var path = "x".repeat(definition.maxSteps() * (longestEntry(definition) + 1));
    for (var node : definition.nodes().entrySet()) {
      if (node.getValue() instanceof Node.Audible audible) {
        var bytes = size(audible, path);
        largest = bytes > largest.bytes() ? new LargestAnswer(bytes, node.getKey(), menu) : largest;
      }
    }
    return largest;
  }

  /** Digits of the longest entry at any node: each is an element of the path. */
  private static int longestEntry(MenuDefinition definition) {
    return definition.nodes().values().stream()
        .mapToInt(node -> node instanceof Node.Audible audible ? audible.maxLength() : 0)
        .max()
        .orElse(0);
  }

  /** The answer with the longest prompt of the node and the longest path of the menu. */
  private static int size(Node.Audible node, String path) {
    var answer = JsonNodeFactory.instance.objectNode();
    answer.put("ok", true).put("action", "collect").put("prompt", longest(node.prompts()));
    answer.put("maxDigits", node.maxLength()).put("timeoutSeconds", node.timeoutSeconds());
    answer.put("terminators", "#*").put("skill", "").putObject("vars").put("path", path);
    return answer.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  private static String longest(Prompts prompts) {
    return Stream.of(prompts.first(), prompts.repeated(), prompts.escalated())
        .flatMap(each -> each.values().stream())
        .max(Comparator.comparingInt(String::length))
        .orElse("");
  }

  private Verdict inbound() throws Exception {
    var kafka = deployment.kafkaUnchecked();
    var names = INBOUND.stream().map(kafka.prefix()::applyTo).toList();
    try (var admin =
        Admin.create(
            kafka.clientProperties(
                Map.of("request.timeout.ms", TIMEOUT_MS, "default.api.timeout.ms", TIMEOUT_MS)))) {
      var asked = new HashMap<TopicPartition, OffsetSpec>();
      admin
          .describeTopics(names)
          .allTopicNames()
          .get()
          .forEach(
              (name, topic) ->
                  topic
                      .partitions()
                      .forEach(
                          partition ->
                              asked.put(
                                  new TopicPartition(name, partition.partition()),
                                  OffsetSpec.maxTimestamp())));
      var newest =
          admin.listOffsets(asked).all().get().values().stream()
              .mapToLong(ListOffsetsResultInfo::timestamp)
              .filter(time -> time >= 0)
              .max();
      return new InboundRequest(
              newest.isEmpty()
                  ? Optional.empty()
                  : Optional.of(
                      Duration.between(Instant.ofEpochMilli(newest.getAsLong()), Instant.now())))
          .verdict();
    }
  }
}
