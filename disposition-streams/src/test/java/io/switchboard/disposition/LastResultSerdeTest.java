package io.switchboard.disposition;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.json.JsonSerde;
import io.switchboard.disposition.severity.LastResult;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LastResultSerdeTest {
  private static final LastResult LAST =
      new LastResult(
          "0123456789abcdef0123456789abcdef",
          "1001",
          Instant.parse("2026-11-20T10:00:00.123Z"),
          3,
          List.of("msg_1", "0123456789abcdef0123456789abcdef"),
          List.of("x".repeat(70_000)));

  @Test
  void shouldComeBackAsItWent() {
    var serde = LastResultSerde.serde();

    assertThat(serde.deserializer().deserialize("", serde.serializer().serialize("", LAST)))
        .isEqualTo(LAST);
  }

  @Test
  void shouldStillReadTheFormBeforeVersions() {
    var json = JsonSerde.of(LastResult.class).serializer().serialize("", LAST);

    assertThat(LastResultSerde.serde().deserializer().deserialize("", json)).isEqualTo(LAST);
  }
}
