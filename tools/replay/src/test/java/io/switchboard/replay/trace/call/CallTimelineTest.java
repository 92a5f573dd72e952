package io.switchboard.replay.trace.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.replay.text.NumberMasking;
import io.switchboard.replay.trace.Stage;
import io.switchboard.replay.trace.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

final class CallTimelineTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final SensitiveNodes PIN = new SensitiveNodes(Map.of("d", Set.of("pin")));

  private final List<Step> steps = new ArrayList<>();

  @Test
  void shouldTellWhatWasPressedDecidedAndHeard() {
    request("r1", "", 0);
    decision("r1", "started", "main", "[]", 0);
    request("r2", "1", 4);
    decision("r2", "moved", "sales", "[\"1\"]", 4);

    var entries = CallTimeline.of(steps, NumberMasking.MASKED, presses());

    assertThat(entries)
        .extracting(CallTimeline.Entry::kind, CallTimeline.Entry::text)
        .containsExactly(
            tuple(CallTimeline.Kind.REQUESTED, "no digits"),
            tuple(CallTimeline.Kind.DECIDED, "started"),
            tuple(CallTimeline.Kind.HEARD, "main: one key within 10 s"),
            tuple(CallTimeline.Kind.PRESSED, "1"),
            tuple(CallTimeline.Kind.DECIDED, "moved"),
            tuple(CallTimeline.Kind.HEARD, "sales: one key within 10 s"));
    assertThat(entries.getFirst().detail()).isEqualTo("***71, tier gold");
  }

  @Test
  void shouldHideDigitsThatASensitiveNodeTook() {
    request("r1", "1", 0);
    decision("r1", "moved", "pin", "[\"1\"]", 0);
    request("r2", "4711", 3);
    decision("r2", "moved", "main", "[\"1\",\"***\"]", 3);
    request("r3", "2", 6);
    decision("r3", "moved", "sales", "[\"1\",\"***\",\"2\"]", 6);

    assertThat(pressed(presses())).containsExactly("***", "***", "2");
    assertThat(pressed(SensitivePresses.revealed())).containsExactly("1", "4711", "2");
  }

  @Test
  void shouldHideDigitsThatASensitiveNodeRefused() {
    request("r1", "", 0);
    decision("r1", "started", "pin", "[]", 0);
    request("r2", "4712", 3);
    decision("r2", "no_match", "pin", "[]", 3);

    assertThat(pressed(presses())).containsExactly("***");
  }

  @Test
  void shouldHideDigitsOnWhichNothingWasDecidedYet() {
    request("r1", "4711", 0);

    assertThat(pressed(presses())).containsExactly("***");
  }

  @Test
  void shouldHideDigitsOfADefinitionThatIsNotKnown() {
    request("r1", "1", 0);
    decision("r1", "moved", "main", "[\"1\"]", 0);

    assertThat(pressed(SensitivePresses.of(steps, SensitiveNodes.UNKNOWN))).containsExactly("***");
  }

  @Test
  void shouldHideThemWhereTheDecisionHasTheEarlierTimestamp() {
    request("r1", "1", 0);
    decision("r1", "moved", "pin", "[\"1\"]", 0);
    decision("r2", "moved", "main", "[\"1\",\"***\"]", 2);
    request("r2", "4711", 3);

    assertThat(pressed(presses())).containsExactly("***", "***");
  }

  @Test
  void shouldHideThemInAScriptToo() {
    request("r1", "", 0);
    decision("r1", "started", "pin", "[]", 0);
    request("r2", "4712", 3);
    decision("r2", "no_match", "pin", "[]", 3);

    assertThat(RecordedCallScript.of("c1", steps, PIN))
        .contains("move 1111")
        .noneMatch(line -> line.contains("4712"));
  }

  /** The decision of a deadline has no record of the call as its cause. */
  @Test
  void shouldLetTheTimeOfADeadlinePassInAScript() {
    request("r1", "", 0);
    decision("r1", "started", "main", "[]", 0);
    request("r2", "1", 4);
    decision("r2", "moved", "sales", "[\"1\"]", 4);
    decision("deadline", "no_input", "sales", "[\"1\"]", 34);

    assertThat(RecordedCallScript.of("c1", steps, PIN))
        .endsWith("move 1", "hears sales [moved]", "move +31", "hears sales [no_input]");
  }

  private SensitivePresses presses() {
    return SensitivePresses.of(steps, PIN);
  }

  private List<String> pressed(SensitivePresses presses) {
    return CallTimeline.of(steps, NumberMasking.MASKED, presses).stream()
        .filter(entry -> entry.kind() == CallTimeline.Kind.PRESSED)
        .map(CallTimeline.Entry::text)
        .toList();
  }

  private void request(String id, String dtmf, int second) {
    add(
        Stage.DTMF,
        "cxone.dtmf",
        id,
        second,
        """
        {"type":"menu_request","callId":"c1","from":"+14155552671","dtmf":"%s","tier":"gold"}"""
            .formatted(dtmf));
  }

  private void decision(String causeId, String reason, String node, String path, int second) {
    add(
        Stage.IVR_DECISIONS,
        "ivr.decisions",
        "d-" + causeId,
        second,
        """
        {"callId":"c1","causeId":"%s","at":"%s","turn":1,"hears":{"action":"collect","promptUrl":\
        "https://cdn.example.com/p.wav","maxLength":1,"timeoutSeconds":10,"terminators":[]},\
        "reason":"%s","session":{"state":"open","node":"%s","path":%s,"definition":"d"}}"""
            .formatted(causeId, NOON.plusSeconds(second), reason, node, path));
  }

  private void add(Stage stage, String topic, String id, int second, String value) {
    var headers = new RecordHeaders();
    headers.add(EventHeaders.ID, id.getBytes(UTF_8));
    steps.add(
        Step.of(
            stage,
            new ConsumerRecord<>(
                topic,
                0,
                steps.size(),
                NOON.plusSeconds(second).toEpochMilli(),
                TimestampType.CREATE_TIME,
                2,
                value.length(),
                "c1".getBytes(UTF_8),
                value.getBytes(UTF_8),
                headers,
                Optional.empty())));
  }
}
