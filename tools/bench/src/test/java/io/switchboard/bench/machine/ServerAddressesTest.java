package io.switchboard.bench.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServerAddressesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "KAFKA_BOOTSTRAP_SERVERS | 127.0.0.1:9092,192.0.2.7:9092 | 192.0.2.7",
        "KAFKA_BOOTSTRAP_SERVERS | 192.0.2.7:9092 | 192.0.2.7",
        "KAFKA_BOOTSTRAP_SERVERS | no-such-host.invalid:9092 | no-such-host.invalid",
        "DATABASE_URL | postgres://u:p@192.0.2.7:5432/db | 192.0.2.7",
        "DATABASE_URL | jdbc:postgresql://192.0.2.7/db | 192.0.2.7",
        "REDIS_URL | redis://192.0.2.7:6379 | 192.0.2.7",
        "REDIS_URL | rediss://:secret@192.0.2.7:6379/1 | 192.0.2.7"
      })
  void shouldRefuseServersOfOtherMachines(String name, String value, String host) {
    var environment = Map.of(name, value);

    assertThatThrownBy(() -> ServerAddresses.read(environment, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(host + " is on another machine")
        .hasMessageNotContaining("secret");
    assertThat(ServerAddresses.read(environment, List.of(host)).variables()).isEqualTo(environment);
  }

  @ParameterizedTest
  @CsvSource({
    "KAFKA_BOOTSTRAP_SERVERS, localhost:9092",
    "KAFKA_BOOTSTRAP_SERVERS, '[::1]:9092,127.0.0.1:9093'",
    "DATABASE_URL, postgres://u:p@localhost/db",
    "DATABASE_URL, jdbc:postgresql://127.0.0.1:5432/db?ssl=false",
    "REDIS_URL, redis://127.0.0.2"
  })
  void shouldTakeServersOfThisMachine(String name, String value) {
    var read = ServerAddresses.read(Map.of(name, value, "HOME", "/root"), List.of());

    assertThat(read.variables()).isEqualTo(Map.of(name, value));
  }

  @Test
  void shouldEmbedWhatIsNotGiven() {
    var read = ServerAddresses.read(Map.of(), List.of());

    assertThat(read.kafka()).isEmpty();
    assertThat(read.database()).isEmpty();
    assertThat(read.redis()).isEmpty();
  }
}
