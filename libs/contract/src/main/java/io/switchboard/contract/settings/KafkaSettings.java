package io.switchboard.contract.settings;

import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.contract.topic.Topics;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The connection settings of the cluster.
 *
 * @param properties client properties, {@code bootstrap.servers} among them; they may contain
 *     secrets
 */
public record KafkaSettings(Map<String, String> properties, TopicPrefix prefix) {
  private static final String BOOTSTRAP = "KAFKA_BOOTSTRAP_SERVERS";

  public KafkaSettings {
    properties = Map.copyOf(properties);
  }

  /**
   * Reads {@code KAFKA_BOOTSTRAP_SERVERS}, {@code TOPIC_PREFIX} and any other {@code KAFKA_X_Y} as
   * the client property {@code x.y}.
   */
  public static KafkaSettings read(Environment environment) {
    var properties = new HashMap<String, String>();
    for (var name : environment.variables().keySet()) {
      if (name.startsWith("KAFKA_") && !name.endsWith("_FILE")) {
        environment.text(name).ifPresent(value -> properties.put(property(name), value));
      } else if (name.startsWith("KAFKA_")) {
        var secret = name.substring(0, name.length() - "_FILE".length());
        environment.text(secret).ifPresent(value -> properties.put(property(secret), value));
      }
    }
    properties.put("bootstrap.servers", environment.required(BOOTSTRAP, "127.0.0.1:9092"));
    var prefix =
        environment.parsed("TOPIC_PREFIX", () -> TopicPrefix.NONE, "acme-", TopicPrefix::new);
    return new KafkaSettings(properties, prefix);
  }

  /** The properties of the cluster, replaced by {@code overrides} where both have a value. */
  public Map<String, Object> clientProperties(Map<String, ?> overrides) {
    var all = new HashMap<String, Object>(properties);
    all.putAll(overrides);
    return all;
  }

  /** The topics of this deployment. */
  public Topics topics() {
    return new Topics(prefix);
  }

  private static String property(String variable) {
    return variable.substring("KAFKA_".length()).toLowerCase(Locale.ROOT).replace('_', '.');
  }

  @Override
  public String toString() {
    return "KafkaSettings[" + properties.get("bootstrap.servers") + ", " + prefix.value() + "]";
  }
}
