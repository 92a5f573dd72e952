package io.switchboard.cli.tail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MaskedRecordTest {

  @Test
  void shouldMaskNumbersAndLeaveTimesAndIdsAlone() {
    var text =
        """
        {"phoneNumber":"(415) 555-2671","e164":"+14155552671","at":"2026-11-20T10:00:05.000Z",\
        "eventId":"bb5fc823164b56ffb5e1234567896a48"}""";

    assertThat(MaskedRecord.of(text))
        .isEqualTo(
            """
            {"phoneNumber":"***71","e164":"***71","at":"2026-11-20T10:00:05.000Z",\
            "eventId":"bb5fc823164b56ffb5e1234567896a48"}""");
  }
}
