package io.switchboard.cxone.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0                             | 0
          7                             | 7
          ' 7 '                         | 7
          1.2                           | 2
          299                           | 299
          1000000000                    | 300
          99999999999999999999999999    | 300
          Fri, 20 Nov 2026 10:00:30 GMT | 30
          Fri, 20 Nov 2026 09:00:00 GMT | 0
          Fri, 20 Nov 2099 10:00:30 GMT | 300
          """)
  void shouldReadSecondsAndDatesUpToFiveMinutes(String header, long seconds) {
    assertThat(RetryAfter.parse(header, NOW)).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({"soon", "-5", "''", "1e9", "2026-11-20"})
  void shouldIgnoreWhatIsNeither(String header) {
    assertThat(RetryAfter.parse(header, NOW)).isEmpty();
  }

  @Test
  void shouldDoubleTheBoundUpToTheMost() {
    var backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));

    assertThat(backoff.bound(1)).isEqualTo(Duration.ofMillis(100));
    assertThat(backoff.bound(3)).isEqualTo(Duration.ofMillis(400));
    assertThat(backoff.bound(5)).isEqualTo(Duration.ofSeconds(1));
    assertThat(backoff.bound(1_000_000)).isEqualTo(Duration.ofSeconds(1));
  }
}
