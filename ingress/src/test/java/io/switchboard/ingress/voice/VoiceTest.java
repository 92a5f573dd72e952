package io.switchboard.ingress.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.switchboard.contract.event.TimeSource;
import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.event.ivr.CallSource;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.SettingsException;
import io.switchboard.embedded.EmbeddedBroker;
import io.switchboard.ingress.TestPublishers;
import io.switchboard.ingress.menu.MenuServiceFixture;
import io.switchboard.ingress.publishing.KafkaPublisher;
import io.switchboard.ingress.publishing.ProducerTuning;
import io.switchboard.service.HealthCheck;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.Metrics;
import io.switchboard.testkit.cluster.TestCluster;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The voice bridge over a real socket and a real broker. */
class VoiceTest {
  private static final Instant AT = Instant.parse("2026-11-20T10:00:00.123Z");
  private static final long MS = AT.toEpochMilli();

  @AutoClose
  private final TestCluster cluster =
      MenuServiceFixture.cluster(EmbeddedBroker.shared().bootstrapServers());

  private final HealthChecks health = new HealthChecks();
  private final FakeTenant tenant = FakeTenant.open();
  private final List<AutoCloseable> closing = new ArrayList<>();

  @BeforeEach
  void bridge() {
    startBridge();
    connected();
  }

  @AfterEach
  void close() throws Exception {
    stopBridges();
    tenant.close();
  }

  @Test
  void shouldWriteDigitsAndCallEndsToTheLogInOrder() {
    tenant.digit("c1", "1", MS);
    tenant.digit("c1", "a", MS + 1);
    tenant.sendFrame("{\"type\":\"call_end\",\"callId\":\"c1\",\"timestamp\":" + (MS + 2) + "}");

    var records = records(3);
    assertThat(records).extracting(ConsumerRecord::key).containsOnly("c1");
    assertThat(records)
        .extracting(ConsumerRecord::value)
        .containsExactly(
            new CallEvent.Digit("c1", "1", CallSource.BRIDGE, AT, TimeSource.EVENT),
            new CallEvent.Digit("c1", "A", CallSource.BRIDGE, AT.plusMillis(1), TimeSource.EVENT),
            new CallEvent.CallEnd("c1", AT.plusMillis(2), TimeSource.EVENT));
    var headers = EventHeaders.read(records.getFirst().headers(), "", 0);
    assertThat(headers.id()).isEqualTo(EventId.hash("c1", Long.toString(MS), "1"));
    assertThat(headers.type()).isEqualTo("com.nice.cxone.dtmf");
    assertThat(headers.time()).isEqualTo(AT);
    assertThat(tenant.authorizations()).containsOnly("Bearer t1");
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 1001, 1006, 1011})
  void shouldReconnectAfterAnyCloseCode(int code) {
    tenant.hangUp(code);
    await().until(() -> tenant.authorizations().size() >= 2);
    connected();
    tenant.digit("again", "1", MS);

    assertThat(records(1)).extracting(ConsumerRecord::key).containsExactly("again");
  }

  @Test
  void shouldReconnectAfterARefusedUpgrade() {
    tenant.refuseNext(2);
    tenant.hangUp(1011);
    await().until(() -> tenant.authorizations().size() >= 2);
    connected();
    tenant.digit("refused", "1", MS);

    assertThat(records(1)).extracting(ConsumerRecord::key).containsExactly("refused");
  }

  @Test
  void shouldIgnoreInvalidFrames() {
    tenant.sendFrame("no json");
    tenant.sendFrame("{\"type\":\"dtmf\",\"digit\":\"1\"}");
    tenant.sendFrame("{\"type\":\"dtmf\",\"digit\":\"12\",\"callId\":\"g\",\"timestamp\":1}");
    tenant.sendFrame("{\"type\":\"hold\",\"callId\":\"g\"}");
    tenant.sendFrame("[]");
    tenant.sendFrame(
        "{\"type\":\"dtmf\",\"digit\":\"5\",\"callId\":\"g\",\"timestamp\":\"never\"}");

    var record = records(1).getFirst();
    assertThat(record.value())
        .isInstanceOfSatisfying(
            CallEvent.Digit.class,
            digit -> assertThat(digit.timeSource()).isEqualTo(TimeSource.RECEIVED));
  }

  @Test
  void shouldReconnectAfterAFrameThatIsTooLarge() {
    tenant.sendFrame("x".repeat(1 << 20));
    await().until(() -> tenant.authorizations().size() >= 2);
    connected();
    tenant.digit("huge", "1", MS);

    assertThat(records(1)).extracting(ConsumerRecord::key).containsExactly("huge");
  }

  @Test
  void shouldGiveTheSamePressFromTwoBridgesTheSameIdentity() {
    startBridge();
    await().until(() -> tenant.sockets() == 2);
    tenant.digit("twice", "1", MS);

    assertThat(records(2))
        .extracting(record -> EventHeaders.text(record.headers(), "ce_id").orElse(""))
        .containsOnly(EventId.hash("twice", Long.toString(MS), "1"));
  }

  @Test
  void shouldLoseNoDigitWhileTheTokenIsRenewed() throws Exception {
    stopBridges();
    tenant.tokensLive(5);
    startBridge();
    await().until(() -> tenant.authorizations().contains("Bearer t2"));
    for (var press = MS; !tenant.authorizations().contains("Bearer t3"); press++) {
      await().until(() -> tenant.sockets() > 0);
      tenant.digit("renewed", "1", press);
      var id = EventId.hash("renewed", Long.toString(press), "1");
      await().until(() -> ids().contains(id));
    }

    assertThat(tenant.authorizations()).containsExactly("Bearer t1", "Bearer t2", "Bearer t3");
  }

  @Test
  void shouldRequireTheBaseUrl() {
    var environment = new Environment(Map.of("CXONE_VOICE_URL", "ws://127.0.0.1:1/voice"));

    VoiceComponent.read(environment);

    assertThatThrownBy(environment::check)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("CXONE_BASE_URL");
  }

  @Test
  void shouldRequireTheCredentials() {
    var environment =
        new Environment(
            Map.of(
                "CXONE_VOICE_URL", "ws://127.0.0.1:1/voice",
                "CXONE_BASE_URL", "http://127.0.0.1:1"));

    VoiceComponent.read(environment);

    assertThatThrownBy(environment::check)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("CXONE_CLIENT_ID")
        .hasMessageContaining("CXONE_CLIENT_SECRET");
  }

  private void startBridge() {
    KafkaPublisher publisher = TestPublishers.start(cluster.kafka(), ProducerTuning.voice());
    closing.add(publisher);
    closing.add(
        VoiceComponent.start(
            tenant.settings(),
            publisher,
            cluster.kafka().topics().dtmf(),
            health,
            Metrics.registry("ingress")));
  }

  private void stopBridges() throws Exception {
    for (var part : closing.reversed()) {
      part.close();
    }
    closing.clear();
  }

  private void connected() {
    await().until(() -> tenant.sockets() > 0);
    await()
        .until(
            () ->
                health.snapshot().stream()
                    .anyMatch(
                        check ->
                            check.name().equals("voice")
                                && check.status() == HealthCheck.Status.UP));
  }

  private List<ConsumerRecord<String, CallEvent>> records(int count) {
    var topic = cluster.kafka().topics().dtmf();
    return await().until(() -> cluster.read(topic), records -> records.size() >= count);
  }

  private List<String> ids() {
    return cluster.read(cluster.kafka().topics().dtmf()).stream()
        .map(record -> EventHeaders.text(record.headers(), "ce_id").orElse(""))
        .toList();
  }
}
