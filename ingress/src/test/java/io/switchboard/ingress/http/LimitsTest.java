package io.switchboard.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.ingress.publishing.ProducerTuning;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the limits have to do with each other. */
class LimitsTest {

  @Test
  void shouldHaveAPlaceForEveryLiveCallThatCanConnect() {
    var limits = Limits.DEFAULT;

    assertThat(limits.inFlight(Route.Lane.CALLERS)).isGreaterThanOrEqualTo(limits.connections());
  }

  @Test
  void shouldNeverLeaveASenderWithoutAnAnswerForFiveSeconds() {
    var sending = ProducerTuning.webhooks();
    var longest =
        Turns.PATIENCE
            .plus(DataActionsWebhook.HANDING_OVER)
            .plus(sending.block()) // the last record of an envelope may begin to wait at its end
            .plus(sending.patience());

    assertThat(longest).isLessThan(Duration.ofMillis(4_900)); // looked at every 50 ms
  }
}
