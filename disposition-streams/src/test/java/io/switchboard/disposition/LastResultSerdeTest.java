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
          List.of("x".repeat(70_000)),
          false);

  @Test
  void shouldComeBackAsItWent() {
    var serde = LastResultSerde.serde();

    assertThat(serde.deserializer().deserialize("", serde.serializer().serialize("", LAST)))
        .isEqualTo(LAST);
  }

  @Test
  void shouldStillReadTheJsonFormat() {
    // the JSON reader takes no string over 64 Ki characters, and ingress none over 8 Ki
    var last =
        new LastResult(
            LAST.eventId(),
            LAST.code(),
            LAST.time(),
            LAST.revision(),
            LAST.sameTime(),
            List.of("x".repeat(8_192)),
            false);
    var form =
        new LastResultSerde.JsonFormat(
            last.eventId(),
            last.code(),
            last.time(),
            last.revision(),
            last.sameTime(),
            last.lasting());
    var json = JsonSerde.of(LastResultSerde.JsonFormat.class).serializer().serialize("", form);

    assertThat(LastResultSerde.serde().deserializer().deserialize("", json)).isEqualTo(ahead(last));
  }

  @Test
  void shouldKnowATimeOfAnEarlierVersionAgainHoweverOftenItIsWritten() {
    var serde = LastResultSerde.serde();
    var bytes = serde.serializer().serialize("", LAST);
    bytes[0] = 1; // the version that kept event times as they were sent

    var read = serde.deserializer().deserialize("", bytes);
    var again = serde.deserializer().deserialize("", serde.serializer().serialize("", read));

    assertThat(read).isEqualTo(ahead(LAST));
    assertThat(again).isEqualTo(read);
  }

  private static LastResult ahead(LastResult last) {
    return new LastResult(
        last.eventId(),
        last.code(),
        last.time(),
        last.revision(),
        last.sameTime(),
        last.lasting(),
        true);
  }
}
