package io.switchboard.testkit.brokers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.switchboard.contract.broker.ReferenceBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The brokers of docker-compose.cluster.yml, whose image turns KAFKA_X_Y into x.y. */
final class ComposeSettingsTest {

  @Test
  void shouldRunBrokersWithTheReferenceSettings() throws IOException {
    var compose = new YAMLMapper().readTree(Path.of("../../docker-compose.cluster.yml").toFile());

    var settings = compose.path("x-broker-settings");

    assertThat(named(settings)).containsAllEntriesOf(ReferenceBroker.settings());
  }

  private static TreeMap<String, String> named(JsonNode environment) {
    var settings = new TreeMap<String, String>();
    environment
        .properties()
        .forEach(
            variable ->
                settings.put(
                    variable
                        .getKey()
                        .replaceFirst("KAFKA_", "")
                        .replace('_', '.')
                        .toLowerCase(Locale.ROOT),
                    variable.getValue().asText()));
    return settings;
  }
}
