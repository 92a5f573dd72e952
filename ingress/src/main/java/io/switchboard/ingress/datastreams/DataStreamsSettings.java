package io.switchboard.ingress.datastreams;

import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.TopicPrefix;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/**
 * Where the Data Streams of a tenant are. NICE publishes neither the names of topics nor the SASL
 * mechanism: they come with the access.
 *
 * @param kafka the brokers of NICE, with the credentials
 * @param topic of the JSON variant
 */
public record DataStreamsSettings(KafkaSettings kafka, String topic) {
  private static final String BOOTSTRAP = "DATASTREAMS_BOOTSTRAP_SERVERS";
  private static final String PLAIN_LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule";
  private static final String SCRAM_LOGIN =
      "org.apache.kafka.common.security.scram.ScramLoginModule";

  /** Empty unless {@code DATASTREAMS_BOOTSTRAP_SERVERS} is set. */
  public static Optional<DataStreamsSettings> read(Environment environment) {
    var servers = environment.text(BOOTSTRAP);
    var topic = environment.text("DATASTREAMS_TOPIC");
    var user = environment.text("DATASTREAMS_USERNAME");
    var password = environment.text("DATASTREAMS_PASSWORD");
    var mechanism = environment.text("DATASTREAMS_SASL_MECHANISM", "PLAIN");
    var group = environment.text("DATASTREAMS_GROUP", "switchboard");
    if (servers.isEmpty()) {
      return Optional.empty();
    }
    if (topic.isEmpty()) {
      environment.problem(
          "DATASTREAMS_TOPIC", "is not set, but " + BOOTSTRAP + " is", "ivr-logs-json");
    }
    if (user.isPresent() != password.isPresent()) {
      environment.problem(
          user.isPresent() ? "DATASTREAMS_PASSWORD" : "DATASTREAMS_USERNAME",
          "is not set, but the other one of both is",
          "...");
    }
    var properties = new HashMap<String, String>();
    properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers.get());
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    if (user.isPresent() && password.isPresent()) {
      properties.putAll(sasl(mechanism, user.get(), password.get()));
    }
    return Optional.of(
        new DataStreamsSettings(new KafkaSettings(properties, TopicPrefix.NONE), topic.orElse("")));
  }

  private static Map<String, String> sasl(String mechanism, String user, String password) {
    var module = mechanism.startsWith("SCRAM-") ? SCRAM_LOGIN : PLAIN_LOGIN;
    return Map.of(
        CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
        SecurityProtocol.SASL_SSL.name,
        SaslConfigs.SASL_MECHANISM,
        mechanism,
        SaslConfigs.SASL_JAAS_CONFIG,
        "%s required username=\"%s\" password=\"%s\";"
            .formatted(module, escaped(user), escaped(password)));
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  /** Without the credentials. */
  @Override
  public String toString() {
    return "DataStreamsSettings[" + kafka + ", " + topic + "]";
  }
}
