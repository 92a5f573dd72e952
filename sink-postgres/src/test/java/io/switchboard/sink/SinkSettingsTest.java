package io.switchboard.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.settings.Environment;
import io.switchboard.service.ManagementSettings;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SinkSettingsTest {
  private static final Map<String, String> REQUIRED =
      Map.of(
          "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092",
          "DATABASE_URL", "postgres://a:b@127.0.0.1:5432/switchboard");

  @Test
  void shouldBindTheManagementPortToTheAddressThatIsSet() {
    var settings = read(Map.of("MANAGEMENT_HOST", "127.0.0.3", "MANAGEMENT_PORT", "9000"));

    assertThat(settings.management()).isEqualTo(new ManagementSettings("127.0.0.3", 9_000));
  }

  @Test
  void shouldBindTheManagementPortToTheLoopbackAddressInDevelopment() {
    var settings = read(Map.of());

    assertThat(settings.management()).isEqualTo(new ManagementSettings("127.0.0.1", 8_094));
  }

  private static SinkSettings read(Map<String, String> more) {
    var variables = new HashMap<>(REQUIRED);
    variables.putAll(more);
    var environment = new Environment(variables);
    var settings = SinkSettings.read(environment);
    environment.check();
    return settings;
  }
}
