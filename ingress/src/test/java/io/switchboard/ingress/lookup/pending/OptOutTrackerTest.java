package io.switchboard.ingress.lookup.pending;

import static io.switchboard.ingress.lookup.pending.OptOutFixture.awaitPending;
import static io.switchboard.ingress.lookup.pending.OptOutFixture.disposition;
import static io.switchboard.ingress.lookup.pending.OptOutFixture.event;
import static io.switchboard.ingress.lookup.pending.OptOutFixture.outcome;
import static io.switchboard.ingress.lookup.pending.OptOutFixture.registration;
import static io.switchboard.ingress.lookup.pending.OptOutFixture.webhook;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.ivr.Outcome;
import io.switchboard.contract.headers.DeadLetterHeaders.DeadLetter;
import io.switchboard.contract.headers.DeadLetterRecord;
import io.switchboard.contract.headers.ServiceName;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.embedded.EmbeddedBroker;
import io.switchboard.embedded.FreePorts;
import io.switchboard.ingress.lookup.pending.PendingView.State;
import io.switchboard.ingress.publishing.Publication;
import io.switchboard.service.HealthCheck;
import io.switchboard.testkit.cluster.TestCluster;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real broker and PostgreSQL; the test itself is dnc-streams and the sink. */
final class OptOutTrackerTest {
  private static final String SENT = "(415) 555-2671";
  private static final String NUMBER = "+14155552671";

  private final OptOutFixture log = new OptOutFixture(TestCluster.start());

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void shouldSuppressAnOptOutOfEachSource() {
    try (var tracker = log.following()) {
      log.send(log.topics().dncWebhookEvents(), webhook("optOut", "415-555-2601 / 415-555-2602"));
      log.send(log.topics().dncWebhookEvents(), webhook("optIn", "415-555-2603"));
      log.send(log.topics().ivrOutcomes(), outcome(Outcome.OPTED_OUT, "+14155552604"));
      log.send(log.topics().ivrOutcomes(), outcome(Outcome.COMPLETED, "+14155552605"));
      log.send(log.topics().dispositionsClassified(), disposition("do_not_call", "+14155552606"));
      log.send(log.topics().dispositionsClassified(), disposition("wrong_number", "+14155552607"));
      log.send(log.topics().dncEvents(), event(Consent.OPT_OUT, "+14155552608"));
      log.send(log.topics().dncEvents(), event(Consent.OPT_OUT, "call:c1"));
      log.send(log.topics().dncEvents(), event(Consent.OPT_IN, "+14155552609"));
      log.send(log.topics().dncRegistry(), registration(true, "raw:123"));
      log.send(log.topics().dncRegistry(), registration(false, "+14155552610"));

      awaitPending(tracker, "raw:123");

      for (var number : List.of("601", "602", "604", "606", "608")) {
        awaitPending(tracker, "+14155552" + number);
      }
      assertThat(log.gauge("dnc_pending_opt_outs")).isEqualTo(6);
    }
  }

  @Test
  void shouldReadAtItsStartWhatTheRegistryHasNotTaken() throws Exception {
    var taken = log.send(log.topics().dncWebhookEvents(), webhook("optOut", "415-555-2601"));
    log.send(log.topics().dncWebhookEvents(), webhook("optOut", SENT));
    log.send(log.topics().dncRegistry(), registration(true, "+14155552602"));
    log.send(log.topics().dncRegistry(), registration(true, "+14155552603"));
    log.dncStreamsAt(log.topics().dncWebhookEvents(), taken + 1);
    log.sinkAt(1);

    try (var tracker = log.following()) {
      assertThat(tracker.pending().contains(List.of(NUMBER))).isTrue();
      assertThat(tracker.pending().contains(List.of("+14155552603"))).isTrue();
      assertThat(tracker.pending().contains(List.of("+14155552601", "+14155552602"))).isFalse();
    }
  }

  @Test
  void shouldSuppressAnAcknowledgedOptOutUntilTheRegistryHasIt() throws Exception {
    try (var tracker = log.following()) {
      var offset = log.send(log.topics().dncWebhookEvents(), webhook("optOut", SENT));
      tracker.acknowledged(SENT, new Publication.Durable("id", 0, offset), Instant.now());
      assertThat(tracker.pending().contains(List.of(NUMBER))).isTrue();

      log.send(log.topics().dncEvents(), event(Consent.OPT_OUT, NUMBER));
      log.dncStreamsAt(log.topics().dncWebhookEvents(), offset + 1);
      log.send(log.topics().dncRegistry(), registration(true, NUMBER));
      log.dncStreamsAt(log.topics().dncEvents(), 1);
      await("the one in dnc.registry").until(() -> tracker.places() == 1);
      assertThat(tracker.pending().contains(List.of(NUMBER))).isTrue();
      log.sinkAt(1);

      await().until(() -> !tracker.pending().contains(List.of(NUMBER)));
      assertThat(tracker.pending().state()).isEqualTo(State.FOLLOWING);
    }
  }

  @Test
  void shouldKnowAnAcknowledgedOptOutAlsoWhenKafkaCannotBeReached() {
    var nowhere =
        new KafkaSettings(
            Map.of("bootstrap.servers", "127.0.0.1:1"), log.cluster().kafka().prefix());
    try (var tracker = log.start(nowhere, OptOutTracker.LIMIT)) {
      tracker.acknowledged(SENT, new Publication.Durable("id", 0, 7), Instant.now());

      assertThat(tracker.pending().contains(List.of(NUMBER))).isTrue();
      assertThat(tracker.pending().state()).isEqualTo(State.STARTING);
    }
  }

  @Test
  void shouldReadAgainWhatDncStreamsIsSetBackTo() throws Exception {
    var first = log.send(log.topics().dncEvents(), event(Consent.OPT_OUT, NUMBER));
    log.dncStreamsAt(log.topics().dncEvents(), first + 1);
    try (var tracker = log.following()) {
      assertThat(tracker.pending().contains(List.of(NUMBER))).isFalse();

      log.dncStreamsAt(log.topics().dncEvents(), first);

      awaitPending(tracker, NUMBER);
    }
  }

  @Test
  void shouldForgetTheOptOutsOfATopicThatIsCreatedAgain() throws Exception {
    try (var tracker = log.following()) {
      log.send(log.topics().dncEvents(), event(Consent.OPT_OUT, NUMBER));
      awaitPending(tracker, NUMBER);

      log.cluster().admin().deleteTopics(List.of(log.topics().dncEvents().name())).all().get();
      await()
          .ignoreExceptions()
          .untilAsserted(() -> log.cluster().create("dnc.events", 2, Map.of()));

      await().until(() -> !tracker.pending().contains(List.of(NUMBER)));
      await().until(() -> tracker.pending().state() == State.FOLLOWING);
      log.send(log.topics().dncEvents(), event(Consent.OPT_OUT, "+14155552601"));
      awaitPending(tracker, "+14155552601");
    }
  }

  @Test
  void shouldReadAllDeadLettersOfATopicThatIsCreatedAgain() throws Exception {
    try (var tracker = log.following()) {
      sendDeadLetters(0, List.of("+14155552601", "+14155552602"));
      awaitPending(tracker, "+14155552602");
      var topic = log.topics().deadLetters("dnc-streams").name();
      log.cluster().admin().deleteTopics(List.of(topic)).all().get();
      await()
          .ignoreExceptions()
          .untilAsserted(() -> log.cluster().create("dnc-streams.dlq", 1, Map.of()));

      sendDeadLetters(10, List.of(NUMBER, "+14155552604", "+14155552605", "+14155552606"));

      awaitPending(tracker, "+14155552606");
      awaitPending(tracker, NUMBER);
    }
  }

  @Test
  void shouldBeReadyWithoutPostgresqlButNotFollow() throws Exception {
    log.sql("DROP TABLE kafka_offsets");
    try (var tracker = log.start()) {
      await().until(() -> log.status() == HealthCheck.Status.PAUSED);

      assertThat(log.health().ready()).isTrue();
      assertThat(tracker.pending().state()).isEqualTo(State.STARTING);
      assertThat(log.gauge("dnc_pending_followed")).isZero();
    }
  }

  @Test
  void shouldReadNoMoreOfATopicThatIsFullUntilThereIsRoom() throws Exception {
    try (var tracker = log.following(3)) {
      for (var i = 601; i <= 603; i++) {
        log.send(log.topics().dncRegistry(), registration(true, "+14155552" + i));
      }
      await().until(() -> tracker.pending().state() == State.FULL);
      log.send(log.topics().dncRegistry(), registration(true, NUMBER));
      log.send(log.topics().dncEvents(), event(Consent.OPT_OUT, "+14155552604"));
      awaitPending(tracker, "+14155552604");
      assertThat(tracker.pending().contains(List.of(NUMBER))).isFalse();
      assertThat(tracker.pending().state()).isEqualTo(State.FULL);

      log.sinkAt(3);

      awaitPending(tracker, NUMBER);
      await().until(() -> tracker.pending().state() == State.FOLLOWING);
    }
  }

  @Test
  void shouldNotFollowWhileKafkaIsAwayButKeepWhatItKnows(@TempDir Path directory) {
    var port = FreePorts.next();
    var controller = FreePorts.next();
    var broker = EmbeddedBroker.start(directory.resolve("broker"), port, controller);
    try (var away = new OptOutFixture(TestCluster.on(broker.bootstrapServers()));
        var tracker = away.following()) {
      away.send(away.topics().dncRegistry(), registration(true, NUMBER));
      awaitPending(tracker, NUMBER);

      broker.close();

      await().until(() -> tracker.pending().state() == State.BEHIND);
      assertThat(tracker.pending().contains(List.of(NUMBER))).isTrue();
      broker = EmbeddedBroker.start(directory.resolve("broker"), port, controller);
      await().until(() -> tracker.pending().state() == State.FOLLOWING);
      away.send(away.topics().dncWebhookEvents(), webhook("optOut", "+14155552601"));
      awaitPending(tracker, "+14155552601");
    } finally {
      broker.close();
    }
  }

  /** Dead letters of opt-outs by webhook in one batch, one for each number. */
  private void sendDeadLetters(long offset, List<String> numbers) {
    var from = log.topics().dncWebhookEvents().name();
    var service = ServiceName.DNC_STREAMS.wireName();
    var topic = log.topics().deadLetters(service).name();
    try (var producer = log.producer(Map.of("linger.ms", 200))) {
      for (var i = 0; i < numbers.size(); i++) {
        var why = new DeadLetter(from, 0, offset + i, "E", "m", service, service, Instant.now());
        var value = OptOutFixture.webhook("optOut", numbers.get(i));
        var _ = producer.send(DeadLetterRecord.of(topic, null, value, new RecordHeaders(), why));
      }
    }
  }
}
