package io.switchboard.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RestartsTest {
  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  private final Restarts restarts = new Restarts();

  @Test
  void shouldAllowFiveInTenMinutesAndNoMore() {
    var answers =
        IntStream.range(0, 6).mapToObj(i -> restarts.allow(START.plusSeconds(i))).toList();

    assertThat(answers).containsExactly(true, true, true, true, true, false);
  }

  @Test
  void shouldForgetWhatIsOlderThanTenMinutes() {
    IntStream.range(0, 5).forEach(i -> restarts.allow(START.plusSeconds(i)));

    assertThat(restarts.allow(START.plusSeconds(601))).isTrue();
  }
}
