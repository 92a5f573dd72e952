package io.switchboard.pushes.state;

import static io.switchboard.pushes.state.StreamRecords.TOPICS;
import static io.switchboard.pushes.state.StreamRecords.outcome;
import static io.switchboard.pushes.state.StreamRecords.record;
import static io.switchboard.pushes.state.StreamRecords.registration;
import static io.switchboard.pushes.state.StreamRecords.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.event.PushAnswer.PushKind;
import io.switchboard.contract.event.ivr.Outcome;
import io.switchboard.contract.headers.ReplayId;
import io.switchboard.contract.topic.Topic;
import io.switchboard.cxone.profile.CxoneProfile;
import io.switchboard.cxone.rest.CxoneCall;
import io.switchboard.cxone.rest.CxoneCall.OutboundContact;
import io.switchboard.cxone.rest.CxoneCall.Variable;
import io.switchboard.cxone.settings.CxoneCredentials;
import io.switchboard.cxone.settings.CxoneSettings;
import io.switchboard.cxone.settings.Secret;
import io.switchboard.cxone.settings.TenantValues;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

public class PushSourcesTest {
  private static final CxoneSettings TENANT = tenant(CxoneProfile.tutorial(), TenantValues.none());

  private static CxoneSettings tenant(CxoneProfile profile, TenantValues values) {
    return new CxoneSettings(
        URI.create("http://127.0.0.1"),
        null,
        CxoneCredentials.ofClient("id", new Secret("secret")),
        values,
        profile,
        100,
        true,
        Duration.ofSeconds(1),
        Duration.ofSeconds(1));
  }

  @Test
  void shouldTellAContactsDispositionAndItsAuditEntry() {
    var push = push(TOPICS.dispositionsClassified(), "k-1", result("k-1", "e1", "do_not_call"));

    assertThat(push.call())
        .isEqualTo(
            new CxoneCall.PatchContact(
                "k-1",
                "do_not_call",
                "[2026-11-20T10:00:05Z] Disposition 1001 mapped to do_not_call"));
    assertThat(push.eventId()).isEqualTo("e1");
  }

  @Test
  void shouldTellASelection() {
    var completed = outcome("c1", Outcome.COMPLETED, List.of("1", "A", "1"));

    assertThat(push(TOPICS.ivrOutcomes(), "c1", completed).call())
        .isEqualTo(
            new CxoneCall.SetVariables(
                "c1",
                List.of(
                    new Variable("ivr_selection", "[\"1\",\"A\",\"1\"]"),
                    new Variable("ivr_status", "completed"))));
  }

  @ParameterizedTest
  @CsvSource({
    "TIMED_OUT, timeout_fallback",
    "TRANSFERRED, transferred",
    "HUNG_UP, hung_up",
    "OPTED_OUT, opted_out",
    "ABANDONED, abandoned"
  })
  void shouldTellTheOtherOutcomesByTheirNames(Outcome outcome, String status) {
    assertThat(push(TOPICS.ivrOutcomes(), "c1", outcome("c1", outcome, List.of("1"))).call())
        .isEqualTo(new CxoneCall.SetVariables("c1", List.of(new Variable("ivr_status", status))));
  }

  @Test
  void shouldTellEachNumberItsOwnState() {
    var optOut = push(TOPICS.dncRegistry(), "+1", registration("+14155552671", true, "e1"));
    var optIn = push(TOPICS.dncRegistry(), "+1", registration("+14155552671", false, "e2"));

    assertThat(optOut.urgent()).isTrue();
    assertThat(optOut.call())
        .isEqualTo(
            new CxoneCall.WriteOutbound(
                List.of(
                    new OutboundContact(
                        "+14155552671", true, "2026-11-20T10:00:05.000Z", null, null, null))));
    assertThat(optIn.urgent()).isFalse();
    assertThat(optIn.call())
        .isEqualTo(
            new CxoneCall.WriteOutbound(
                List.of(new OutboundContact("+14155552671", false, null, null, null, null))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"raw:4155552671", "contact:k-1", "call:c1"})
  void shouldNotTellKeysThatAreNoNumbers(String key) {
    assertThat(read(TOPICS.dncRegistry(), key, registration(key, true, "e1")))
        .isInstanceOf(PushInput.Skipped.class);
  }

  @Test
  void shouldNotTellStaleResults() {
    assertThat(
            read(TOPICS.dispositionsClassified(), "k-1", result("k-1", "e1", "do_not_call", true)))
        .isInstanceOf(PushInput.Skipped.class);
  }

  @Test
  void shouldIgnoreReplaysUnlessTheyAreNamed() {
    var headers = new RecordHeaders();
    headers.add(ReplayId.HEADER, "r7".getBytes(StandardCharsets.UTF_8));
    var source =
        record(TOPICS.dispositionsClassified(), "k-1", result("k-1", "e1", "lead"), 1, headers);

    assertThat(source(TOPICS.dispositionsClassified()).read(source, Set.of()))
        .isEqualTo(new PushInput.Skipped("replay"));
    assertThat(source(TOPICS.dispositionsClassified()).read(source, Set.of("r7")))
        .isInstanceOf(PushInput.Wanted.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "\"x\"", "{}", "{\"contactId\":\"k\"}", "nope"})
  void shouldCallWhatItCannotReadUnfit(String value) {
    var source =
        new ConsumerRecord<>(
            TOPICS.dispositionsClassified().name(),
            0,
            1,
            "k".getBytes(StandardCharsets.UTF_8),
            value.getBytes(StandardCharsets.UTF_8));

    assertThat(source(TOPICS.dispositionsClassified()).read(source, Set.of()))
        .isInstanceOf(PushInput.Unfit.class);
  }

  @Test
  void shouldNotShowNumbersInTexts() {
    var push = push(TOPICS.dncRegistry(), "+1", registration("+14155552671", true, "e1"));

    assertThat(push.toString() + push.call()).doesNotContain("4155552671");
  }

  static PushSource<?> source(Topic<?, ?> topic) {
    return PushSources.all(TOPICS, TENANT).stream()
        .filter(source -> source.topic().name().equals(topic.name()))
        .findFirst()
        .orElseThrow();
  }

  public static PushSource<?> source(PushKind kind) {
    return PushSources.all(TOPICS, TENANT).stream()
        .filter(source -> source.kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  private static <V> PushInput read(Topic<String, V> topic, String key, V value) {
    return source(topic).read(record(topic, key, value, 1), Set.of());
  }

  static <V> Push push(Topic<String, V> topic, String key, V value) {
    return ((PushInput.Wanted) read(topic, key, value)).push();
  }
}
