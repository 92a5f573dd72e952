package io.switchboard.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.SettingsException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where ingress listens, and for how long it keeps connections and drains. */
class IngressSettingsTest {
  private static final Map<String, String> AUTHENTICATED =
      Map.of("WEBHOOK_HEADER", "X-Webhook-Token: open sesame");

  @Test
  void shouldServeLoopbackWithoutAuthentication() {
    var settings = read(Map.of());

    assertThat(settings.http().host()).isEqualTo("127.0.0.1");
    assertThat(settings.management().host()).isEqualTo("127.0.0.1");
  }

  @Test
  void shouldServeEverybodyWithAuthentication() {
    var settings = read(AUTHENTICATED);

    assertThat(settings.http().host()).isEqualTo("0.0.0.0");
    assertThat(settings.management().host()).isEqualTo("0.0.0.0");
  }

  @Test
  void shouldBindTheAddressesThatAreSet() {
    var settings =
        read(with(AUTHENTICATED, "HTTP_HOST", "127.0.0.2", "MANAGEMENT_HOST", "127.0.0.3"));

    assertThat(settings.http().host()).isEqualTo("127.0.0.2");
    assertThat(settings.management().host()).isEqualTo("127.0.0.3");
  }

  @Test
  void shouldRefuseToServeOthersWithoutAuthentication() {
    assertThatThrownBy(() -> read(Map.of("HTTP_HOST", "0.0.0.0")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("HTTP_HOST must be a loopback address");
  }

  @Test
  void shouldKeepConnectionsFor75SecondsAndDrainFor5() {
    var settings = read(Map.of());

    assertThat(settings.http().keepAlive()).isEqualTo(Duration.ofSeconds(75));
    assertThat(settings.drain()).isEqualTo(Duration.ofSeconds(5));
  }

  private static Map<String, String> with(Map<String, String> variables, String... more) {
    var all = new HashMap<>(variables);
    for (var i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    return all;
  }

  private static IngressSettings read(Map<String, String> variables) {
    var environment = new Environment(with(variables, "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092"));
    var settings = IngressSettings.read(environment);
    environment.check();
    return settings;
  }
}
