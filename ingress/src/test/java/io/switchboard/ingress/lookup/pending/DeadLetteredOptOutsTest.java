package io.switchboard.ingress.lookup.pending;

import static io.switchboard.ingress.lookup.pending.OptOutFixture.awaitPending;
import static io.switchboard.ingress.lookup.pending.OptOutFixture.event;
import static io.switchboard.ingress.lookup.pending.OptOutFixture.registration;
import static io.switchboard.ingress.lookup.pending.OptOutFixture.webhook;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.contract.event.DeadLetterResolution.ResolutionAction;
import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.headers.ServiceName;
import io.switchboard.testkit.cluster.TestCluster;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On a real broker and PostgreSQL; the test itself is dnc-streams, the sink and the operator. */
final class DeadLetteredOptOutsTest {
  private static final String SENT = "(415) 555-2671";
  private static final String NUMBER = "+14155552671";
  private static final String NORMALISE = "normalise-webhook";

  private final OptOutFixture log = new OptOutFixture(TestCluster.start());

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void shouldSuppressAnOptOutThatDncStreamsCouldNotProcess() throws Exception {
    try (var tracker = log.following()) {
      var offset = log.send(log.topics().dncWebhookEvents(), webhook("optOut", SENT));
      awaitPending(tracker, NUMBER);

      deadLetter(offset);
      log.dncStreamsAt(log.topics().dncWebhookEvents(), offset + 1);

      await("dnc-streams has passed it").until(() -> tracker.places() == 0);
      assertThat(tracker.pending().contains(List.of(NUMBER))).isTrue();
      assertThat(log.gauge("dnc_dead_lettered_opt_outs")).isEqualTo(1);
    }
  }

  @Test
  void shouldSuppressItAlsoAfterARestart() throws Exception {
    refused();

    try (var tracker = log.following()) {
      assertThat(tracker.pending().contains(List.of(NUMBER))).isTrue();
    }
  }

  @Test
  void shouldReleaseItOnceItIsParked() throws Exception {
    var offset = refused();
    try (var tracker = log.following()) {
      resolve(offset, ResolutionAction.PARKED, true);

      await().until(() -> !tracker.pending().contains(List.of(NUMBER)));
    }
    try (var restarted = log.following()) {
      await().until(() -> !restarted.pending().contains(List.of(NUMBER)));
    }
  }

  @Test
  void shouldSuppressARedrivenOneByItsNewPlaceOnTheLog() throws Exception {
    var offset = refused();
    try (var tracker = log.following()) {
      log.send(log.topics().dncWebhookEvents(), webhook("optOut", SENT));
      resolve(offset, ResolutionAction.REDRIVEN, true);

      await("released").until(() -> log.gauge("dnc_dead_lettered_opt_outs") == 0);
      assertThat(tracker.pending().contains(List.of(NUMBER))).isTrue();
      assertThat(tracker.places()).isEqualTo(1);
    }
  }

  @Test
  void shouldKeepTheOneWhoseRedriveIsAborted() throws Exception {
    var offset = refused();
    resolve(offset, ResolutionAction.REDRIVEN, false);

    try (var tracker = log.following()) {
      assertThat(tracker.pending().contains(List.of(NUMBER))).isTrue();
    }
  }

  @Test
  void shouldSuppressWhatPostgresqlRefusedButNotWhatCxoneRefused() throws Exception {
    refusedByTheSink("dnc_registry", 0, "+14155552601");
    refusedByTheSink("cxone outbound", 1, "+14155552602");
    refusedByTheSink("dnc_registry.reason, other", 2, "+14155552603");

    try (var tracker = log.following()) {
      assertThat(tracker.pending().contains(List.of("+14155552601"))).isTrue();
      assertThat(tracker.pending().contains(List.of("+14155552603"))).isTrue();
      assertThat(tracker.pending().contains(List.of("+14155552602"))).isFalse();
    }
  }

  @Test
  void shouldSuppressTheKeyOfAnEventThatCannotBeRead() throws Exception {
    log.sendDeadLetter(
        ServiceName.DNC_STREAMS,
        "events",
        log.topics().dncEvents(),
        0,
        "{".getBytes(StandardCharsets.UTF_8));

    try (var tracker = log.following()) {
      assertThat(tracker.pending().contains(List.of(NUMBER))).isTrue();
    }
  }

  @Test
  void shouldSuppressNothingForADeadLetteredOptIn() throws Exception {
    var topic = log.topics().dncEvents();
    var value = topic.values().serializer().serialize(topic.name(), event(Consent.OPT_IN, NUMBER));
    log.sendDeadLetter(ServiceName.DNC_STREAMS, "decide", topic, 0, value);

    try (var tracker = log.following()) {
      assertThat(tracker.pending().contains(List.of(NUMBER))).isFalse();
    }
  }

  /** An opt-out that dnc-streams has passed, as a dead letter. */
  private long refused() throws Exception {
    var offset = log.send(log.topics().dncWebhookEvents(), webhook("optOut", SENT));
    deadLetter(offset);
    log.dncStreamsAt(log.topics().dncWebhookEvents(), offset + 1);
    return offset;
  }

  private void deadLetter(long offset) {
    log.sendDeadLetter(
        ServiceName.DNC_STREAMS,
        NORMALISE,
        log.topics().dncWebhookEvents(),
        offset,
        webhook("optOut", SENT));
  }

  private void refusedByTheSink(String destination, long offset, String number) {
    var topic = log.topics().dncRegistry();
    var value = topic.values().serializer().serialize(topic.name(), registration(true, number));
    log.sendDeadLetter(ServiceName.SINK_POSTGRES, destination, topic, offset, value);
  }

  private void resolve(long offset, ResolutionAction action, boolean committed) {
    log.resolve(
        ServiceName.DNC_STREAMS,
        NORMALISE,
        log.topics().dncWebhookEvents(),
        offset,
        action,
        committed);
  }
}
