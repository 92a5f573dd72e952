package io.switchboard.cli.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.rights.ServiceRights;
import io.switchboard.contract.topic.TopicCatalog;
import io.switchboard.contract.topic.TopicPrefix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Topics and logins in the shape that Strimzi reads. */
final class StrimziResourcesTest {
  private static final TopicPrefix ACME = new TopicPrefix("acme-");

  /** The command line writes definitions; ingress has no dead letters yet. */
  private static final List<String> WITHOUT_WRITER =
      List.of("acme-ivr.definitions", "acme-ingress.dlq");

  @Test
  void shouldWriteEveryTopicAndEveryLoginWithItsRules() throws IOException {
    var resources = new StrimziResources("kafka", "v1", "scram-sha-512", ACME);

    var yaml = TopicsCommand.yaml(resources.of(TopicCatalog.shipped(), "production"));

    assertThat(yaml).isEqualTo(golden());
  }

  @Test
  void shouldGrantServicesNothingOutsideOfThePrefix() {
    var rights = ServiceRights.of(ACME);

    assertThat(rights.values().stream().flatMap(Collection::stream))
        .filteredOn(right -> right.resource().resourceType() != ResourceType.CLUSTER)
        .allMatch(right -> right.resource().name().startsWith("acme-"));
  }

  @ParameterizedTest
  @EnumSource(
      value = AclOperation.class,
      names = {"READ", "WRITE"})
  void shouldLetAServiceReadAndWriteEveryTopic(AclOperation operation) {
    var rights = ServiceRights.of(ACME);

    var topics =
        rights.entrySet().stream()
            .filter(login -> !login.getKey().equals(ServiceRights.COMMAND_LINE))
            .flatMap(login -> login.getValue().stream())
            .filter(right -> right.operations().contains(operation))
            .map(right -> right.resource().name());
    assertThat(topics)
        .containsAll(
            TopicCatalog.shipped().wanted("production", ACME).stream()
                .map(TopicCatalog.WantedTopic::name)
                .filter(name -> !WITHOUT_WRITER.contains(name) || operation == AclOperation.READ)
                .toList());
  }

  @Test
  void shouldGrantTheCommandLineEverythingWithoutAPrefix() {
    var rights = ServiceRights.of(TopicPrefix.NONE);

    var names =
        rights.getOrDefault(ServiceRights.COMMAND_LINE, List.of()).stream()
            .filter(right -> right.resource().resourceType() != ResourceType.CLUSTER)
            .map(right -> right.resource().name() + " " + right.resource().patternType())
            .collect(Collectors.toSet());
    assertThat(names).containsExactly("* " + PatternType.LITERAL);
  }

  @ParameterizedTest
  @CsvSource({
    "cxone.dtmf, cxone.dtmf",
    "acme-cxone.dtmf, acme-cxone.dtmf",
    "Acme_cxone.dtmf, acme-cxone.dtmf-38a2be6d",
    "acme_cxone.dtmf, acme-cxone.dtmf-deba47ec",
    "_a.-b.dtmf, a.b.dtmf-234179dc",
  })
  void shouldNameResourcesAsKubernetesAllows(String name, String expected) {
    var resource = StrimziResources.resourceName(name);

    assertThat(resource).isEqualTo(expected);
  }

  private static String golden() throws IOException {
    try (var in = StrimziResourcesTest.class.getResourceAsStream("strimzi.golden.yaml")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
