package io.switchboard.ingress.datastreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.SettingsException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataStreamsSettingsTest {
  @Test
  void shouldLogInWithUserAndPassword() {
    var environment =
        new Environment(
            Map.of(
                "DATASTREAMS_BOOTSTRAP_SERVERS", "kafka.nice.test:9093",
                "DATASTREAMS_TOPIC", "logs",
                "DATASTREAMS_SASL_MECHANISM", "SCRAM-SHA-512",
                "DATASTREAMS_USERNAME", "me",
                "DATASTREAMS_PASSWORD", "a\"b\\c"));

    var settings = DataStreamsSettings.read(environment).orElseThrow();

    assertThat(settings.kafka().properties())
        .containsEntry("bootstrap.servers", "kafka.nice.test:9093")
        .containsEntry("group.id", "switchboard")
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
        .containsEntry(
            "sasl.jaas.config",
            "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"me\""
                + " password=\"a\\\"b\\\\c\";");
    assertThat(settings.toString()).doesNotContain("a\"b");
  }

  @Test
  void shouldNameWhatIsMissing() {
    var environment =
        new Environment(
            Map.of(
                "DATASTREAMS_BOOTSTRAP_SERVERS", "kafka.nice.test:9093",
                "DATASTREAMS_USERNAME", "me"));
    DataStreamsSettings.read(environment);

    assertThatThrownBy(environment::check)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("DATASTREAMS_TOPIC")
        .hasMessageContaining("DATASTREAMS_PASSWORD");
  }

  @Test
  void shouldReadNothingUnlessTheBrokersAreSet() {
    assertThat(DataStreamsSettings.read(new Environment(Map.of("DATASTREAMS_TOPIC", "logs"))))
        .isEmpty();
  }
}
