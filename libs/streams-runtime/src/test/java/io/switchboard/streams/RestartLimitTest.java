package io.switchboard.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RestartLimitTest {
  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  private final RestartLimit restartLimit = new RestartLimit();

  @Test
  void shouldAllowFiveInTenMinutesAndNoMore() {
    var answers =
        IntStream.range(0, 6).mapToObj(i -> restartLimit.allow(START.plusSeconds(i))).toList();

    assertThat(answers).containsExactly(true, true, true, true, true, false);
  }

  @Test
  void shouldForgetWhatIsOlderThanTenMinutes() {
    IntStream.range(0, 5).forEach(i -> restartLimit.allow(START.plusSeconds(i)));

    assertThat(restartLimit.allow(START.plusSeconds(601))).isTrue();
  }
}
