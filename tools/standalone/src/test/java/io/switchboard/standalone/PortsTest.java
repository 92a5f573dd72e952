package io.switchboard.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.embedded.FreePorts;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PortsTest {

  @Test
  void shouldMoveAllPortsByTheBase() {
    var ports = Ports.from(20_000);

    assertThat(ports.http()).isEqualTo(20_000);
    assertThat(ports.tls()).isEqualTo(20_003);
    assertThat(ports.tenant()).isEqualTo(20_002);
    assertThat(ports.issuer()).isEqualTo(20_004);
    assertThat(ports.management()).containsExactly(20_010, 20_011, 20_012, 20_013, 20_014, 20_015);
    assertThat(ports.kafka()).isEqualTo(20_020);
    assertThat(ports.controller()).isEqualTo(20_021);
    assertThat(ports.postgres()).isEqualTo(20_030);
    assertThat(ports.redis()).isEqualTo(20_031);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1023, 65_505})
  void shouldRefuseABaseThatDoesNotFit(int base) {
    assertThatThrownBy(() -> Ports.from(base)).hasMessageContaining("--port-base");
  }

  @Test
  void shouldNameEveryTakenPortAndTheSettingToChange() throws Exception {
    try (var one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var other = new ServerSocket(0)) {
      var probe =
          new PortProbe()
              .need(one.getLocalPort(), "Kafka", "KAFKA_BOOTSTRAP_SERVERS")
              .need(FreePorts.next(), "Redis", "REDIS_URL")
              .need(other.getLocalPort(), "ingress", "HTTP_PORT");

      assertThatThrownBy(probe::check)
          .hasMessageContaining(one.getLocalPort() + " for Kafka")
          .hasMessageContaining("KAFKA_BOOTSTRAP_SERVERS")
          .hasMessageContaining(other.getLocalPort() + " for ingress")
          .hasMessageContaining("HTTP_PORT")
          .hasMessageNotContaining("Redis");
    }
  }
}
