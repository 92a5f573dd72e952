package io.switchboard.cxone.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class NotBeforeTest {
  private final NotBefore notBefore = new NotBefore(1);

  @Test
  void shouldCountManyThatAreThrottledTogetherOnce() {
    var sentAt = System.nanoTime();

    for (var i = 0; i < 90; i++) {
      notBefore.throttled(null, sentAt);
    }

    assertThat(notBefore.left().orElse(Duration.ZERO)).isLessThanOrEqualTo(Duration.ofMillis(250));
  }

  @Test
  void shouldKeepTheLongestTimeThatIsAskedFor() {
    var sentAt = System.nanoTime();
    notBefore.throttled(Duration.ofMinutes(5), sentAt);

    notBefore.throttled(Duration.ofSeconds(1), sentAt);

    assertThat(notBefore.left())
        .hasValueSatisfying(left -> assertThat(left).isGreaterThan(Duration.ofMinutes(1)));
  }
}
