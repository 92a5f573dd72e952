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

  @Test
  void shouldCountThreadsThatFailTogetherOnce() {
    var limit = new RestartLimit(2, 3);

    var answers =
        IntStream.of(0, 1, 2, 10, 10, 10, 20)
            .mapToObj(second -> limit.allow(START.plusSeconds(second)))
            .toList();

    assertThat(answers).containsExactly(true, true, true, true, true, true, false);
  }

  @Test
  void shouldCountEachFailureOfAThreadThatFailsAgainAndAgain() {
    var limit = new RestartLimit(5, 3);

    var answers =
        IntStream.range(0, 6).mapToObj(i -> limit.allow(START.plusSeconds(60L * i))).toList();

    assertThat(answers).containsExactly(true, true, true, true, true, false);
  }

  @Test
  void shouldLimitAThreadThatFailsAtOnceEachTime() {
    var limit = new RestartLimit(5, 3);

    var answers = IntStream.range(0, 16).mapToObj(_ -> limit.allow(START)).toList();

    assertThat(answers.subList(0, 15)).containsOnly(true);
    assertThat(answers.getLast()).isFalse();
  }
}
