package io.switchboard.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.ingress.limits.Bulkhead;
import io.switchboard.ingress.limits.Limits;
import io.switchboard.ingress.publishing.ProducerTuning;
import io.switchboard.ingress.webhook.DataActionsWebhook;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the limits have to do with each other. */
class LimitsTest {

  @Test
  void shouldHaveAPlaceForEveryLiveCallThatCanConnect() {
    var limits = Limits.DEFAULT;

    assertThat(limits.inFlight(Bulkhead.CALLERS))
        .isGreaterThanOrEqualTo(limits.connections() + JettySettings.SURPLUS);
  }

  @Test
  void shouldNeverLeaveASenderWithoutAnAnswerForFiveSeconds() {
    var beforeItIsSent =
        Limits.QUEUE_TIMEOUT
            .plus(Limits.PARSE_TIMEOUT)
            .plus(DataActionsWebhook.SEND_TIMEOUT)
            // the last record of an envelope may begin to wait at its end
            .plus(ProducerTuning.webhooks().block());

    assertThat(beforeItIsSent).isLessThan(Limits.REQUEST_DEADLINE);
    assertThat(Limits.REQUEST_DEADLINE).isLessThan(Duration.ofMillis(4_900));
    assertThat(ProducerTuning.webhooks().acknowledgementTimeout())
        .isLessThanOrEqualTo(Limits.REQUEST_DEADLINE);
  }
}
