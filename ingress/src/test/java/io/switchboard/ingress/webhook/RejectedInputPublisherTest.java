package io.switchboard.ingress.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.contract.event.RejectedInput;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.json.Json;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.contract.topic.Topics;
import io.switchboard.ingress.FakePublisher;
import io.switchboard.ingress.limits.Limits;
import io.switchboard.ingress.request.IngressRequest;
import io.switchboard.ingress.request.Problem;
import io.switchboard.ingress.request.Route;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of refused bodies: bounded in size and in rate, and readable. */
class RejectedInputPublisherTest {
  private final FakePublisher log = new FakePublisher();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final RejectedInputPublisher rejections =
      new RejectedInputPublisher(log, new Topics(TopicPrefix.NONE).rejected(), meters);

  @ParameterizedTest
  @ValueSource(strings = {"a", "é", "€", "😀", "x😀"})
  void shouldKeepTheBeginningInWholeCharacters(String sign) throws IOException {
    var body = "-" + sign.repeat(20_000);

    rejections.keep(request(body), Problem.of(400, "Bad Request", "why"));

    var kept = kept().getFirst().body();
    assertThat(body).startsWith(kept);
    assertThat(kept.getBytes(StandardCharsets.UTF_8).length)
        .isBetween(Limits.REJECTED_BODY_BYTES - 3, Limits.REJECTED_BODY_BYTES);
  }

  @Test
  void shouldKeepSoManyASecondAndCountTheOthers() throws IOException {
    for (var i = 0; i < 20 * RejectedInputPublisher.MAX_PER_SECOND; i++) {
      rejections.keep(request("{"), Problem.of(400, "Bad Request", "why"));
    }

    var left = meters.counter("ingress_rejected_total", "route", "dnc", "kept", "false").count();
    assertThat(left).isPositive();
    assertThat(kept().size() + left).isEqualTo(20 * RejectedInputPublisher.MAX_PER_SECOND);
  }

  private List<RejectedInput> kept() throws IOException {
    var kept = new ArrayList<RejectedInput>();
    for (var record : log.drain()) {
      kept.add(Json.mapper().readValue(record.value(), RejectedInput.class));
    }
    return kept;
  }

  private static IngressRequest request(String body) {
    return new IngressRequest(
        Route.DNC,
        body.getBytes(StandardCharsets.UTF_8),
        Instant.parse("2026-11-25T10:00:00Z"),
        System.nanoTime(),
        Optional.empty(),
        EventHeaders.newTraceparent(),
        null,
        null);
  }
}
