package io.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class ZoneOptionsTest {
  @Test
  void shouldSayMillisecondsAndTheOffset() {
    var zone = CommandLine.populateCommand(new ZoneOptions(), "--zone", "Europe/Berlin");

    var text = zone.precise(Instant.parse("2026-07-01T10:00:00.123Z"));

    assertThat(text).isEqualTo("2026-07-01T12:00:00.123+02:00");
  }
}
