package io.switchboard.replay.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.time.Times;
import io.switchboard.replay.text.NumberMasking;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

final class TraceTextTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final String TRACE = EventHeaders.newTraceparent();
  private static final String TRACE_2 = EventHeaders.newTraceparent();
  private final TraceText text = new TraceText(NumberMasking.MASKED);

  @Test
  void shouldTellAPushOfTheSameStateFromANewOne() {
    var registry = step(Stage.DNC_REGISTRY, "e1", 0, "{\"doNotCall\":true}");
    var push = step(Stage.PUSHES, "p1", 1, "{\"outcome\":\"confirmed\"}");
    var again = step(Stage.PUSHES, "p1", 2, "{\"outcome\":\"confirmed\"}");

    var lines = text.lines(TraceTree.of(List.of(registry, push, again)), Times::format);

    assertThat(lines).hasSize(3);
    assertThat(lines.get(1)).endsWith("outcome confirmed");
    assertThat(lines.get(2)).endsWith("outcome confirmed, the same state again");
  }

  @Test
  void shouldPrintThePromptThatACallerHears() {
    var decision =
        step(
            Stage.IVR_DECISIONS,
            "d1",
            0,
            """
            {"reason":"moved","turn":2,"hears":{"action":"collect","promptUrl":"https://cdn/a.wav"}}""");

    assertThat(text.summary(decision))
        .isEqualTo("reason moved, turn 2, hears collect https://cdn/a.wav");
  }

  @Test
  void shouldPrintOneLineWithoutControlCharactersForARecord() {
    var sent = "{\"dispositionCode\":\"\\u001b[2J1001\",\"callResult\":\"a\\n└─ forged\"}";
    var result = step(Stage.CALL_RESULTS, "c1", 0, sent);

    var lines = text.lines(TraceTree.of(List.of(result)), Times::format);

    assertThat(lines)
        .singleElement()
        .asString()
        .endsWith("dispositionCode \\u001B[2J1001, callResult a\\u000A└─ forged");
  }

  /** The end has the trace id of the first request, as ivr-streams writes it. */
  @Test
  void shouldShowATimeoutBelowTheLastRequestBeforeIt() {
    var first = step(Stage.DTMF, "d1", 0, "{\"dtmf\":\"\"}");
    var second = step(Stage.DTMF, "d2", 1, "{\"dtmf\":\"1\"}", TRACE_2, NOON.plusSeconds(5));
    var end = step(Stage.IVR_DECISIONS, "e", 2, "{\"turn\":3}", TRACE, NOON.plusSeconds(15));

    var tree = TraceTree.of(List.of(first, second, end));

    assertThat(tree).extracting(TraceTree.TraceNode::step).containsExactly(first, second);
    assertThat(tree.get(1).children()).extracting(TraceTree.TraceNode::step).containsExactly(end);
  }

  private static Step step(Stage stage, String id, long offset, String json) {
    return step(stage, id, offset, json, TRACE, NOON);
  }

  private static Step step(
      Stage stage, String id, long offset, String json, String trace, Instant time) {
    var headers = new EventHeaders(id, "test", "/test", null, time, time, trace).toKafka();
    return Step.of(
        stage,
        new ConsumerRecord<>(
            "topic",
            0,
            offset,
            time.toEpochMilli(),
            TimestampType.CREATE_TIME,
            1,
            json.length(),
            "k-1".getBytes(UTF_8),
            json.getBytes(UTF_8),
            headers,
            Optional.empty()));
  }
}
