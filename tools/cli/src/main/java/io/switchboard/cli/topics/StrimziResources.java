package io.switchboard.cli.topics;

import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.rights.AccessRight;
import io.switchboard.contract.rights.ServiceRights;
import io.switchboard.contract.topic.TopicCatalog;
import io.switchboard.contract.topic.TopicCatalog.WantedTopic;
import io.switchboard.contract.topic.TopicPrefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The topics and logins of a deployment as resources of the Strimzi operator: a KafkaTopic for each
 * topic of topics.yaml, and a KafkaUser with its access rules for each service, the console and the
 * command line.
 *
 * @param cluster the name of the Kafka resource
 * @param version of the resources, {@code v1} or {@code v1beta2}
 * @param authentication of the logins: {@code scram-sha-512} or {@code tls}
 */
record StrimziResources(String cluster, String version, String authentication, TopicPrefix prefix) {
  private static final int HASH_LENGTH = 8;

  /** All resources, as the maps that a YAML writer takes. */
  List<Map<String, Object>> of(TopicCatalog catalog, String profile) {
    return Stream.concat(
            catalog.wanted(profile, prefix).stream().map(this::topic),
            ServiceRights.of(prefix).entrySet().stream()
                .map(login -> user(login.getKey(), login.getValue())))
        .toList();
  }

  private Map<String, Object> topic(WantedTopic topic) {
    var specification = new LinkedHashMap<String, Object>();
    specification.put("topicName", topic.name());
    specification.put("partitions", topic.partitions());
    specification.put("replicas", topic.replication());
    specification.put("config", topic.config());
    return resource("KafkaTopic", resourceName(topic.name()), specification);
  }

  private Map<String, Object> user(String login, List<AccessRight> rights) {
    var authorization = new LinkedHashMap<String, Object>();
    authorization.put("type", "simple");
    authorization.put("acls", rights.stream().map(StrimziResources::rule).toList());
    var specification = new LinkedHashMap<String, Object>();
    specification.put("authentication", Map.of("type", authentication));
    specification.put("authorization", authorization);
    return resource(
        "KafkaUser", resourceName(prefix.applyTo("switchboard-" + login)), specification);
  }

  private static Map<String, Object> rule(AccessRight right) {
    var resource = new LinkedHashMap<String, Object>();
    resource.put("type", type(right.resource().resourceType()));
    if (right.resource().resourceType() != ResourceType.CLUSTER) {
      resource.put("name", right.resource().name());
      resource.put(
          "patternType",
          right.resource().patternType() == PatternType.PREFIXED ? "prefix" : "literal");
    }
    var rule = new LinkedHashMap<String, Object>();
    rule.put("resource", resource);
    rule.put("operations", right.operations().stream().map(StrimziResources::camelCase).toList());
    return rule;
  }

  private static String type(ResourceType type) {
    return type == ResourceType.TRANSACTIONAL_ID
        ? "transactionalId"
        : type.name().toLowerCase(Locale.ROOT);
  }

  private static String camelCase(AclOperation operation) {
    return Stream.of(operation.name().split("_", -1))
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  private Map<String, Object> resource(
      String kind, String name, Map<String, Object> specification) {
    var metadata = new LinkedHashMap<String, Object>();
    metadata.put("name", name);
    metadata.put("labels", Map.of("strimzi.io/cluster", cluster));
    var resource = new LinkedHashMap<String, Object>();
    resource.put("apiVersion", "kafka.strimzi.io/" + version);
    resource.put("kind", kind);
    resource.put("metadata", metadata);
    resource.put("spec", specification);
    return resource;
  }

  /**
   * The name as Kubernetes allows it: lower-case letters, digits, hyphens and points. A name that
   * had to be changed ends with a hash of the original, so that no two become one.
   */
  static String resourceName(String name) {
    var allowed = new ArrayList<String>();
    for (var part : name.toLowerCase(Locale.ROOT).replace('_', '-').split("\\.", -1)) {
      var trimmed = part.replaceAll("^-+|-+$", "");
      if (!trimmed.isEmpty()) {
        allowed.add(trimmed);
      }
    }
    var changed = String.join(".", allowed);
    return changed.equals(name)
        ? name
        : changed + "-" + EventId.hash(name).substring(0, HASH_LENGTH);
  }
}
