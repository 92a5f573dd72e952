package io.switchboard.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the limits have to do with each other. */
class LimitsTest {

  @Test
  void shouldHaveAPlaceForEveryLiveCallThatCanConnect() {
    var limits = Limits.DEFAULT;

    assertThat(limits.inFlight(Route.Lane.CALLERS)).isGreaterThanOrEqualTo(limits.connections());
  }
}
