package io.switchboard.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.console.access.TrustedProxy.Range;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClientAddressTest {
  private final ClientAddress addresses =
      new ClientAddress(List.of(Range.parse("10.0.0.0/24"), Range.parse("fd00::/8")));

  /** The lines of the header are separated by bars. */
  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, '192.0.2.7', 192.0.2.7",
    "10.0.0.1, '203.0.113.9, 192.0.2.7', 192.0.2.7",
    "10.0.0.1, '203.0.113.9|192.0.2.7', 192.0.2.7",
    "10.0.0.1, '2001:db8:0:0::1', 2001:db8:0:0:0:0:0:1",
    "[fd00::1], '192.0.2.7', 192.0.2.7",
    "10.0.0.1, '192.0.2.7, unknown', 10.0.0.1",
    "10.0.0.1, '', 10.0.0.1",
    "192.0.2.8, '192.0.2.7', 192.0.2.8",
  })
  void shouldBelieveTheLastAddressOfAProxy(String remote, String forwarded, String expected) {
    var address = addresses.of(remote, List.of(forwarded.split("\\|")));

    assertThat(address).isEqualTo(expected);
  }
}
