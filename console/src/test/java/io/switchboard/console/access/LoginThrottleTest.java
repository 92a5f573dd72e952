package io.switchboard.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LoginThrottleTest {
  private final LoginThrottle throttle =
      new LoginThrottle(Clock.fixed(Instant.parse("2026-11-20T10:00:00Z"), ZoneOffset.UTC));

  @ParameterizedTest
  @CsvSource({"1, PT0S", "4, PT0S", "5, PT1S", "6, PT2S", "10, PT32S", "50, PT15M"})
  void shouldWaitLongerWithEachFailure(int failures, Duration expected) {
    for (int i = 0; i < failures; i++) {
      throttle.failed("ada", "192.0.2." + i);
    }

    var wait = throttle.wait("ada", "198.51.100.1");

    assertThat(wait).isEqualTo(expected);
  }

  @Test
  void shouldSlowDownAnAddressThatTriesManyNames() {
    for (int i = 0; i < 6; i++) {
      throttle.failed("name" + i, "192.0.2.1");
    }

    var wait = throttle.wait("another user", "192.0.2.1");

    assertThat(wait).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void shouldForgetTheFailuresOfAPersonWhoLoggedIn() {
    for (int i = 0; i < 6; i++) {
      throttle.failed("ada", "192.0.2." + i);
    }
    throttle.succeeded("ada");

    var wait = throttle.wait("ada", "198.51.100.1");

    assertThat(wait).isZero();
  }
}
